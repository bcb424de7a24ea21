//! The conversation with a person over a socket.

use super::Commands;

const PROMPT: &str = "(qom) ";

/// What a line can have at most.
const LONGEST: usize = 1 << 16;

/// The lines in bytes that arrive in any portions.
///
/// QOM: `MonitorHMP`, without its editing of lines.
#[derive(Default)]
pub(super) struct HumanLines {
    line: Vec<u8>,
    is_too_long: bool,
    /// The end of a line may go on with a line feed.
    is_after_return: bool,
}

impl HumanLines {
    /// What the client reads first.
    pub(super) fn greeting(&self) -> String {
        format!("QOM {} monitor - type 'help' for more information\r\n{PROMPT}", env!("CARGO_PKG_VERSION"))
    }

    /// Takes bytes to the end of a line, and answers it; `None` if there is none.
    pub(super) fn answer(&mut self, commands: &dyn Commands, bytes: &mut &[u8]) -> Option<String> {
        while let Some((byte, rest)) = bytes.split_first() {
            *bytes = rest;
            let is_second = std::mem::replace(&mut self.is_after_return, *byte == b'\r') && *byte == b'\n';
            match byte {
                b'\n' if is_second => {}
                b'\r' | b'\n' => return Some(self.end(commands)),
                // As a terminal without editing sends them.
                b'\x08' | b'\x7f' => self.erase(),
                _ if self.line.len() >= LONGEST => self.is_too_long = true,
                byte => self.line.push(*byte),
            }
        }
        None
    }

    /// The last character, of one byte or several.
    fn erase(&mut self) {
        while self.line.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {}
    }

    fn end(&mut self, commands: &dyn Commands) -> String {
        let line = std::mem::take(&mut self.line);
        let text = if std::mem::take(&mut self.is_too_long) {
            format!("Error: a line has at most {LONGEST} bytes\n")
        } else {
            commands.execute(&String::from_utf8_lossy(&line))
        };
        text.replace('\n', "\r\n") + PROMPT
    }
}
