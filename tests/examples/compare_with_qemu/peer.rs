//! A program that speaks QMP over its standard input and output.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a program said to a step.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) replies: Vec<Value>,
    /// Why there is not all that was expected, if so.
    pub(crate) died: Option<String>,
}

pub(crate) struct Peer {
    child: Child,
    input: ChildStdin,
    lines: Receiver<Value>,
    complaints: Arc<Mutex<String>>,
    /// What is called otherwise there: our name, and its own.
    renamed: &'static [(&'static str, &'static str)],
    events: Vec<Value>,
    asked: u64,
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Peer {
    /// Starts it, and negotiates.
    ///
    /// # Errors
    /// If it cannot be started, or does not greet.
    pub(crate) fn start(
        program: &str,
        options: &[&str],
        renamed: &'static [(&'static str, &'static str)],
    ) -> Result<Self, String> {
        let command = Command::new(program)
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = command.map_err(|error| format!("{program}: {error}"))?;
        let (Some(input), Some(output), Some(mut errors)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(format!("{program}: no pipes"));
        };
        let complaints = Arc::<Mutex<String>>::default();
        let heard = complaints.clone();
        thread::spawn(move || {
            let mut bytes = [0; 1024];
            while let Ok(count @ 1..) = errors.read(&mut bytes) {
                let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
                heard.push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
        });
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines() {
                let Ok(line) = line else { return };
                // Some complaints of QEMU's human monitor go to the standard output, and get there at some time.
                let value = line.find('{').and_then(|start| serde_json::from_str(&line[start..]).ok());
                if value.is_some_and(|value| sender.send(value).is_err()) {
                    return;
                }
            }
        });
        let mut peer = Self { child, input, lines, complaints, renamed, events: Vec::new(), asked: 0 };
        let greeting = peer.lines.recv_timeout(PATIENCE).map_err(|_| format!("{program}: {}", peer.last_words()))?;
        if greeting.get("QMP").is_none() {
            return Err(format!("{program}: not a greeting: {greeting}"));
        }
        peer.ask("qmp_capabilities", json!({}))?;
        Ok(peer)
    }

    /// The result of a command that cannot fail.
    ///
    /// # Errors
    /// If it does, or there is no answer.
    pub(crate) fn ask(&mut self, command: &str, arguments: Value) -> Result<Value, String> {
        self.tell(&json!({"execute": command, "arguments": arguments}).to_string().into_bytes());
        let said = self.hear();
        if let Some(died) = said.died {
            return Err(died);
        }
        let result = said.replies.first().and_then(|reply| reply.get("return"));
        result.cloned().ok_or_else(|| format!("{command}: {:?}", said.replies))
    }

    /// Sends these bytes, and a request behind them whose answer shows that there are no more to come.
    pub(crate) fn tell(&mut self, step: &[u8]) {
        self.asked += 1;
        let mut bytes = step.to_vec();
        for (ours, theirs) in self.renamed {
            bytes = replaced(&bytes, ours, theirs);
        }
        bytes.push(b'\n');
        bytes.extend(json!({"execute": "query-name", "id": self.mark()}).to_string().into_bytes());
        bytes.push(b'\n');
        // That nobody reads is found when there is no answer.
        let _ = self.input.write_all(&bytes).and_then(|()| self.input.flush());
    }

    fn mark(&self) -> Value {
        json!({"after": self.asked})
    }

    /// What it says to that.
    pub(crate) fn hear(&mut self) -> Said {
        let mut said = Said::default();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line.get("id") == Some(&self.mark()) => return said,
                Ok(line) => match line.get("event") {
                    Some(_) => self.events.push(self.in_our_words(&line)),
                    None => said.replies.push(self.in_our_words(&line)),
                },
                Err(_) => {
                    said.died = Some(self.last_words());
                    return said;
                }
            }
        }
    }

    /// Events since they were taken, sorted and without their time; waits for this many.
    pub(crate) fn events(&mut self, at_least: usize) -> Vec<String> {
        let until = Instant::now() + Duration::from_secs(1);
        while self.events.len() < at_least
            && let Some(left) = until.checked_duration_since(Instant::now())
            && let Ok(line) = self.lines.recv_timeout(left)
        {
            self.events.push(self.in_our_words(&line));
        }
        let name = |event: &Value| {
            let data = event.get("data").map(|data| format!(" {data}")).unwrap_or_default();
            format!("{}{data}", event["event"].as_str().unwrap_or("?"))
        };
        let mut events: Vec<String> = self.events.iter().map(name).collect();
        events.sort();
        events
    }

    pub(crate) fn forget_events(&mut self) {
        self.events.clear();
    }

    /// Its status after `quit`, if it ends.
    pub(crate) fn end(&mut self) -> Option<i32> {
        let _ = self.input.write_all(b"{\"execute\": \"quit\"}\n").and_then(|()| self.input.flush());
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            match self.child.try_wait() {
                Ok(Some(status)) => return status.code(),
                _ => thread::sleep(Duration::from_millis(2)),
            }
        }
        None
    }

    fn in_our_words(&self, line: &Value) -> Value {
        let mut text = line.to_string();
        for (ours, theirs) in self.renamed {
            text = text.replace(theirs, ours);
        }
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    fn last_words(&mut self) -> String {
        let state = match self.child.try_wait() {
            Ok(Some(status)) => format!("ended, {status}"),
            _ => "did not answer".to_owned(),
        };
        let complaints = self.complaints.lock().unwrap_or_else(PoisonError::into_inner);
        format!("{state}: {}", complaints.lines().last().unwrap_or_default())
    }
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut result = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(from.len()).position(|window| window == from.as_bytes()) {
        result.extend(&rest[..at]);
        result.extend(to.as_bytes());
        rest = &rest[at + from.len()..];
    }
    result.extend(rest);
    result
}
