//! Running one program in one mode, once; the order of many runs; what the user sees meanwhile.

use super::environment;
use super::mode::{Machine, Mode};
use super::options::Settings;
use crate::failure::Failure;
use crate::launch;
use measure::statistics::Random;
use measure::{Run, interrupt};
use std::fs::File;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often a line is written where there is no terminal.
const SPOKEN: Duration = Duration::from_secs(30);

/// What all runs share.
pub(super) struct Runner<'a> {
    pub(super) settings: &'a Settings,
    pub(super) modes: &'a [Mode],
    engine: PathBuf,
    /// `taskset` and its list of processors.
    pinning: Option<String>,
    progress: Progress,
}

impl<'a> Runner<'a> {
    /// `runs` is how many there will be.
    ///
    /// # Errors
    /// More processors are wanted than there are.
    pub(super) fn new(
        settings: &'a Settings,
        modes: &'a [Mode],
        engine: PathBuf,
        runs: usize,
    ) -> Result<Runner<'a>, Failure> {
        let pinning = settings.cpus.map(pinning).transpose()?;
        Ok(Runner {
            settings,
            modes,
            engine,
            pinning,
            progress: Progress::new(runs),
        })
    }

    /// Runs a program: `words` are what stands behind the options of the mode. None: the user has had enough.
    ///
    /// # Errors
    /// It cannot be started.
    pub(super) fn run(
        &mut self,
        what: &str,
        mode: &Mode,
        words: &[String],
    ) -> Result<Option<Run>, Failure> {
        if interrupt::is_requested() {
            return Ok(None);
        }
        self.progress.show(&format!("{what} {}", mode.name));
        let mut command = self.command(mode);
        command.args(words);
        let input = match &self.settings.stdin {
            None => Stdio::null(),
            Some(file) => File::open(file)
                .map_err(|error| Failure::Start(format!("--stdin {file}: {error}")))?
                .into(),
        };
        let limit = Duration::from_secs_f64(self.settings.timeout_seconds);
        let run = measure::run_with_input(&mut command, input, limit);
        self.progress.done += 1;
        let program = command.get_program().display();
        let run = run.map_err(|error| Failure::Start(format!("{program}: {error}")))?;
        // Ctrl-C reaches the program too, so its end says nothing.
        Ok(Some(run).filter(|_| !interrupt::is_requested()))
    }

    fn command(&self, mode: &Mode) -> Command {
        let mut command = match &self.pinning {
            None => Command::new(&mode.java),
            Some(list) => {
                let mut command = Command::new("taskset");
                command.args(["-c", list]).arg(&mode.java);
                command
            }
        };
        if mode.machine == Machine::Brolga {
            command.arg(launch::altjvm(&self.engine));
        }
        launch::without_settings(&mut command);
        command.args(&mode.options);
        command
    }

    /// Runs that will not be.
    pub(super) fn skip(&mut self, runs: usize) {
        self.progress.runs = self.progress.runs.saturating_sub(runs);
    }

    /// Takes the line of progress away, before something is printed.
    pub(super) fn clear(&mut self) {
        self.progress.clear();
    }

    /// The mode whose output is what others are compared with: an interpreter, HotSpot's rather than ours.
    pub(super) fn reference(&self) -> usize {
        let interprets = |mode: &Mode| mode.options.iter().any(|option| option == "-Xint");
        let is_hotspot = |mode: &Mode| mode.machine == Machine::HotSpot;
        let find = |is: &dyn Fn(&Mode) -> bool| self.modes.iter().position(is);
        find(&|mode| is_hotspot(mode) && interprets(mode))
            .or_else(|| find(&is_hotspot))
            .or_else(|| find(&interprets))
            .unwrap_or(0)
    }
}

fn pinning(count: usize) -> Result<String, Failure> {
    let allowed = environment::allowed_processors();
    let Some(chosen) = allowed.get(..count) else {
        let text = format!("--cpus {count}: there are {}", allowed.len());
        return Err(Failure::Usage(text));
    };
    let chosen: Vec<String> = chosen.iter().map(ToString::to_string).collect();
    Ok(chosen.join(","))
}

/// In which order modes run: every round in another one, by chance, and every second round is the one before in reverse, so that each
/// pair of modes runs in both orders.
pub(super) fn orders(modes: usize, rounds: usize, seed: u64) -> Vec<Vec<usize>> {
    let mut random = Random::new(seed);
    let mut orders: Vec<Vec<usize>> = Vec::new();
    for round in 0..rounds {
        let mut order: Vec<usize> = (0..modes).collect();
        match orders.last() {
            Some(last) if round % 2 == 1 => order = last.iter().rev().copied().collect(),
            _ => random.shuffle(&mut order),
        }
        orders.push(order);
    }
    orders
}

/// A line on stderr: which run of how many, and how long it will go on.
struct Progress {
    runs: usize,
    done: usize,
    start: Instant,
    spoken: Instant,
    is_terminal: bool,
}

impl Progress {
    fn new(runs: usize) -> Progress {
        Progress {
            runs,
            done: 0,
            start: Instant::now(),
            spoken: Instant::now(),
            is_terminal: std::io::stderr().is_terminal(),
        }
    }

    fn show(&mut self, what: &str) {
        let left = (self.done > 0).then(|| {
            let one = self.start.elapsed() / self.done as u32;
            one * self.runs.saturating_sub(self.done) as u32
        });
        let left = left.map_or(String::new(), |left| format!(", {} left", about(left)));
        let text = format!("run {} of {}{left}: {what}", self.done + 1, self.runs);
        // Where stderr is closed, nobody waits for this.
        if self.is_terminal {
            let text: String = text.chars().take(79).collect();
            let _ = write!(std::io::stderr(), "\r\x1b[K{text}");
        } else if self.spoken.elapsed() >= SPOKEN {
            self.spoken = Instant::now();
            let _ = writeln!(std::io::stderr(), "brolga: {text}");
        }
    }

    fn clear(&mut self) {
        if self.is_terminal {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

fn about(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..100 => format!("about {seconds} s"),
        seconds => format!("about {} min", seconds / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pair_of_rounds_is_balanced() {
        let orders = orders(4, 6, 1);
        for pair in orders.chunks(2) {
            let reversed: Vec<usize> = pair[1].iter().rev().copied().collect();
            assert_eq!(pair[0], reversed);
        }
        assert_ne!(orders[0], orders[2]);
        assert_eq!(orders, super::orders(4, 6, 1));
    }

    #[test]
    fn times_left() {
        assert_eq!(about(Duration::from_secs(99)), "about 99 s");
        assert_eq!(about(Duration::from_secs(150)), "about 2 min");
    }
}
