//! Two texts, line by line: what is missing, what is new, and a little around it.

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// `-` stands before lines that were expected only, `+` before those that were shown only.
pub(crate) fn of(expected: &str, shown: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), shown.lines().collect());
    let lengths = common_lengths(&old, &new);
    let (mut i, mut j) = (0, 0);
    let mut rows: Vec<(char, &str)> = Vec::new();
    while i < old.len() || j < new.len() {
        let is_same = i < old.len() && j < new.len() && old[i] == new[j];
        if is_same {
            rows.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || i < old.len() && lengths[i + 1][j] >= lengths[i][j + 1] {
            rows.push(('-', old[i]));
            i += 1;
        } else {
            rows.push(('+', new[j]));
            j += 1;
        }
    }
    let is_near = |at: usize| {
        let around = at.saturating_sub(CONTEXT)..(at + CONTEXT + 1).min(rows.len());
        rows[around].iter().any(|row| row.0 != ' ')
    };
    let mut out = String::new();
    let mut skips = false;
    for (at, (mark, line)) in rows.iter().enumerate() {
        if is_near(at) {
            out += &format!("  {mark} {line}\n");
            skips = false;
        } else if !skips {
            out += "    ...\n";
            skips = true;
        }
    }
    out
}

/// By places in both: how many lines the rest of one and the rest of the other have in common, in order.
fn common_lengths(old: &[&str], new: &[&str]) -> Vec<Vec<usize>> {
    let mut lengths = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i][j] = match old[i] == new[j] {
                true => lengths[i + 1][j + 1] + 1,
                false => lengths[i + 1][j].max(lengths[i][j + 1]),
            };
        }
    }
    lengths
}
