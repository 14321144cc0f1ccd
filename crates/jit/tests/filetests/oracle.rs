//! HotSpot's answers to the calls of all files: one `java` for all of them, `tests/filetests/Oracle.java`.

use std::path::Path;
use std::process::{Command, Stdio};

/// A call, and what the file says comes of it.
pub(crate) struct Question {
    /// File and line, for people.
    pub(crate) place: String,
    /// The folder with the classes of the file.
    pub(crate) folder: usize,
    /// `T f (II)I 1 -2`: class, method, descriptor, arguments.
    pub(crate) call: String,
    pub(crate) claim: String,
}

/// Asks `java` about all calls. What it says otherwise, one line each; `None`: there is no `java`.
///
/// # Errors
/// It cannot be asked.
pub(crate) fn disagreements(
    script: &Path,
    folders: &[Vec<(String, Vec<u8>)>],
    questions: &[Question],
) -> Result<Option<Vec<String>>, String> {
    let text = |error: std::io::Error| error.to_string();
    let java = std::env::var_os("JAVA_HOME").map(|home| Path::new(&home).join("bin/java"));
    let java = java
        .filter(|java| java.is_file())
        .unwrap_or_else(|| "java".into());
    let work = std::env::temp_dir().join(format!("filetests-{}", std::process::id()));
    for (number, classes) in folders.iter().enumerate() {
        for (name, bytes) in classes {
            let file = work.join(number.to_string()).join(format!("{name}.class"));
            std::fs::create_dir_all(file.parent().unwrap_or(&work)).map_err(text)?;
            std::fs::write(file, bytes).map_err(text)?;
        }
    }
    let lines = questions.iter();
    let lines = lines.map(|question| format!("{} {}\n", question.folder, question.call));
    std::fs::write(work.join("calls"), lines.collect::<String>()).map_err(text)?;
    // The classes have no StackMapTables.
    let mut command = Command::new(java);
    command.args([
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-BytecodeVerificationRemote",
    ]);
    command.arg(script).arg(&work).stderr(Stdio::inherit());
    let output = command.output();
    std::fs::remove_dir_all(&work).map_err(text)?;
    let Ok(output) = output else {
        return Ok(None);
    };
    let answers = String::from_utf8_lossy(&output.stdout);
    let answers: Vec<&str> = answers.lines().collect();
    if answers.len() != questions.len() {
        return Err(format!(
            "{} answers to {} calls",
            answers.len(),
            questions.len()
        ));
    }
    let rows = questions.iter().zip(answers);
    let wrong = rows.filter(|(question, answer)| question.claim != **answer);
    Ok(Some(
        wrong
            .map(|(question, answer)| {
                format!("{}: {}, HotSpot: {answer}", question.place, question.claim)
            })
            .collect(),
    ))
}
