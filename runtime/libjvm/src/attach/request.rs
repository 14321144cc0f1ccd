//! The attach protocol, version 1: a request is five texts, each ended by a zero byte: version, operation, three arguments.

use std::io::Read;

/// What a request is answered with whose version is another.
pub(super) const BAD_VERSION: i32 = 101;

const VERSION: &[u8] = b"1";
const ARGUMENTS: usize = 3;
/// Longest texts, in bytes.
const LONGEST_NAME: usize = 16;
const LONGEST_ARGUMENT: usize = 1024;
const LONGEST: usize = 8 + 1 + LONGEST_NAME + 1 + ARGUMENTS * (LONGEST_ARGUMENT + 1);

/// A request of version 1.
pub(super) struct Request {
    pub(super) operation: String,
    /// Empty where the tool gave none.
    pub(super) arguments: [String; ARGUMENTS],
}

/// Why there is no request.
pub(super) enum Refusal {
    Version,
    /// Cut off, or too long: nothing to answer.
    Malformed,
}

impl From<std::io::Error> for Refusal {
    fn from(_: std::io::Error) -> Refusal {
        Refusal::Malformed
    }
}

impl Request {
    /// Reads a request to its end. Blocks.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub(super) fn read(mut source: impl Read) -> Result<Request, Refusal> {
        let mut bytes = Vec::new();
        let mut room = [0; 512];
        while bytes.iter().filter(|byte| **byte == 0).count() < 2 + ARGUMENTS {
            let count = source.read(&mut room)?;
            bytes.extend_from_slice(&room[..count]);
            let version = bytes.split(|byte| *byte == 0).next();
            if bytes.contains(&0) && version != Some(VERSION) {
                return Err(Refusal::Version);
            }
            if count == 0 || bytes.len() > LONGEST {
                return Err(Refusal::Malformed);
            }
        }
        let mut texts = bytes
            .split(|byte| *byte == 0)
            .skip(1)
            .map(|text| String::from_utf8_lossy(text).into_owned());
        let mut next = |longest: usize| {
            let text = texts.next().unwrap_or_default();
            (text.len() <= longest)
                .then_some(text)
                .ok_or(Refusal::Malformed)
        };
        Ok(Request {
            operation: next(LONGEST_NAME)?,
            arguments: [
                next(LONGEST_ARGUMENT)?,
                next(LONGEST_ARGUMENT)?,
                next(LONGEST_ARGUMENT)?,
            ],
        })
    }
}
