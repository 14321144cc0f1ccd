//! Two texts compared line by line, by the shortest edit script (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986).

/// A line of both texts (as the old one has it), or of one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Change<'t, T> {
    Same(&'t T),
    Old(&'t T),
    New(&'t T),
}

/// Edits beyond which texts are taken as having nothing in common: memory grows with their square.
const MOST_EDITS: usize = 4000;

/// How to make `new` of `old`.
pub(super) fn lines<'t, T: PartialEq>(old: &'t [T], new: &'t [T]) -> Vec<Change<'t, T>> {
    let head = { old.iter().zip(new) }
        .take_while(|(one, other)| one == other)
        .count();
    let (rest_old, rest_new) = (&old[head..], &new[head..]);
    let tail = { rest_old.iter().rev().zip(rest_new.iter().rev()) }
        .take_while(|(one, other)| one == other)
        .count();
    let (middle_old, middle_new) = (
        &rest_old[..rest_old.len() - tail],
        &rest_new[..rest_new.len() - tail],
    );
    let mut changes: Vec<Change<'t, T>> = old[..head].iter().map(Change::Same).collect();
    changes.extend(middle(middle_old, middle_new));
    changes.extend(old[old.len() - tail..].iter().map(Change::Same));
    changes
}

fn middle<'t, T: PartialEq>(old: &'t [T], new: &'t [T]) -> Vec<Change<'t, T>> {
    let Some(trace) = trace(old, new) else {
        let old = old.iter().map(Change::Old);
        return old.chain(new.iter().map(Change::New)).collect();
    };
    let mut changes = Vec::new();
    let (mut x, mut y) = (old.len(), new.len());
    for (edits, ends) in trace.iter().enumerate().rev() {
        let reach = Reach { ends, edits };
        let diagonal = x as isize - y as isize;
        let (before, start) = match edits {
            0 => (0, 0),
            _ if reach.goes_down(diagonal) => (diagonal + 1, reach.at(diagonal + 1)),
            _ => (diagonal - 1, reach.at(diagonal - 1)),
        };
        let start_y = (start as isize - before) as usize;
        while x > start && y > start_y {
            (x, y) = (x - 1, y - 1);
            changes.push(Change::Same(&old[x]));
        }
        if x > start {
            x -= 1;
            changes.push(Change::Old(&old[x]));
        } else if y > start_y {
            y -= 1;
            changes.push(Change::New(&new[y]));
        }
    }
    changes.reverse();
    changes
}

/// How far each diagonal got before the edit number `edits`.
struct Reach<'e> {
    /// By diagonal, from `-edits - 1` on.
    ends: &'e [usize],
    edits: usize,
}

impl Reach<'_> {
    fn at(&self, diagonal: isize) -> usize {
        self.ends[(diagonal + self.edits as isize + 1) as usize]
    }

    /// Whether the edit that leads to the diagonal adds a line.
    fn goes_down(&self, diagonal: isize) -> bool {
        let edits = self.edits as isize;
        diagonal == -edits || diagonal != edits && self.at(diagonal - 1) < self.at(diagonal + 1)
    }
}

/// What [`Reach`] knows of each number of edits. `None`: there are too many.
fn trace<T: PartialEq>(old: &[T], new: &[T]) -> Option<Vec<Vec<usize>>> {
    let most = (old.len() + new.len()).min(MOST_EDITS);
    let middle = most + 1;
    let mut trace = Vec::new();
    let mut reached = vec![0; 2 * most + 3];
    for edits in 0..=most {
        trace.push(reached[middle - edits - 1..=middle + edits + 1].to_vec());
        let reach = Reach {
            ends: &trace[edits],
            edits,
        };
        let edits = edits as isize;
        for diagonal in (-edits..=edits).step_by(2) {
            let mut x = match (edits, reach.goes_down(diagonal)) {
                (0, _) => 0,
                (_, true) => reach.at(diagonal + 1),
                (_, false) => reach.at(diagonal - 1) + 1,
            };
            let mut y = (x as isize - diagonal) as usize;
            while x < old.len() && y < new.len() && old[x] == new[y] {
                (x, y) = (x + 1, y + 1);
            }
            if x >= old.len() && y >= new.len() {
                return Some(trace);
            }
            reached[(diagonal + middle as isize) as usize] = x;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left out of the changes gives the texts back.
    fn check(old: &str, new: &str, edits: usize) {
        let old: Vec<&str> = old.split(' ').collect();
        let new: Vec<&str> = new.split(' ').collect();
        let changes = lines(&old, &new);
        let back = changes.iter().filter_map(|change| match change {
            Change::Same(line) | Change::Old(line) => Some(**line),
            Change::New(_) => None,
        });
        assert_eq!(back.collect::<Vec<_>>(), old);
        let forth = changes.iter().filter_map(|change| match change {
            Change::Same(line) | Change::New(line) => Some(**line),
            Change::Old(_) => None,
        });
        assert_eq!(forth.collect::<Vec<_>>(), new);
        let same = { changes.iter() }.filter(|change| matches!(change, Change::Same(_)));
        assert_eq!(changes.len() - same.count(), edits, "{changes:?}");
    }

    #[test]
    fn the_shortest_script_is_found() {
        check("a b c a b b a", "c b a b a c", 5);
        check("a b c", "a b c", 0);
        check("a b c", "a x c", 2);
        check("a b c", "x y z", 6);
        check("a", "a b c d", 3);
        check("b c d a", "a", 3);
        check("x a b c y", "z a b d c w v", 6);
    }
}
