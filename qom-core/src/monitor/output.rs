//! [`Output`]: what is still to be sent to one client.

use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::Format;
use super::transport::Stream;
use crate::sync::lock;

/// The events that wait for a client, in bytes. What comes when they are more is dropped for this client: a client that
/// does not read has lost the thread anyway, and the others should not pay for it.
const MAX_EVENTS: usize = 1 << 20;

/// The queue to one client. Two threads take from it: that of the client writes its answers, and before them what else
/// there is; that for events writes while the other waits for a request or is busy with one.
pub(super) struct Output {
    stream: Arc<Stream>,
    format: Format,
    queue: Mutex<Queue>,
    /// There is an event that no thread is about to send. A thread that waits for nothing is not woken: it would take
    /// longer than the answer does.
    work: Condvar,
    /// The thread for events has sent what it took out.
    sent: Condvar,
}

#[derive(Default)]
struct Queue {
    lines: Vec<Line>,
    /// Bytes of the events in `lines`.
    events: usize,
    /// A thread writes what it took out.
    writing: bool,
    /// Nothing can be sent any more.
    closed: bool,
}

enum Line {
    Answer(String),
    Event(Arc<str>),
}

impl Line {
    fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Answer(line) => line.as_bytes(),
            Self::Event(line) => line.as_bytes(),
        }
    }
}

impl Output {
    pub(super) fn new(stream: Arc<Stream>, format: Format) -> Self {
        Self { stream, format, queue: Mutex::default(), work: Condvar::new(), sent: Condvar::new() }
    }

    pub(super) fn format(&self) -> Format {
        self.format
    }

    /// Sends a line with the next [flush](Self::flush).
    pub(super) fn answer(&self, line: String) {
        lock(&self.queue).lines.push(Line::Answer(line));
    }

    /// Returns when all that waits is sent: nobody reads the next request before. Whether that went well.
    pub(super) fn flush(&self) -> bool {
        let mut queue = lock(&self.queue);
        while !queue.closed && (queue.writing || !queue.lines.is_empty()) {
            queue = if queue.writing { wait(&self.sent, queue) } else { self.write(queue) };
        }
        !queue.closed
    }

    /// Sends a line soon; never waits. Whether there was room for it.
    pub(super) fn event(&self, line: &Arc<str>) -> bool {
        let mut queue = lock(&self.queue);
        if queue.closed {
            return true;
        }
        if queue.events + line.len() > MAX_EVENTS {
            return false;
        }
        queue.events += line.len();
        queue.lines.push(Line::Event(Arc::clone(line)));
        // Whoever writes looks again afterwards.
        if !queue.writing {
            self.work.notify_one();
        }
        true
    }

    /// Sends events until nothing can be sent any more.
    pub(super) fn send_events(&self) {
        let mut queue = lock(&self.queue);
        while !queue.closed {
            if queue.lines.is_empty() || queue.writing {
                queue = wait(&self.work, queue);
            } else {
                queue = self.write(queue);
                self.sent.notify_one();
            }
        }
    }

    /// Sends all that waits, and then nothing any more.
    pub(super) fn finish(&self) {
        self.flush();
        self.close();
    }

    /// Sends nothing any more.
    pub(super) fn close(&self) {
        let mut queue = lock(&self.queue);
        self.end(&mut queue);
    }

    fn end(&self, queue: &mut Queue) {
        queue.closed = true;
        queue.lines = Vec::new();
        self.work.notify_one();
        self.sent.notify_one();
    }

    /// Sends what waits, without the lock.
    fn write<'a>(&'a self, mut queue: MutexGuard<'a, Queue>) -> MutexGuard<'a, Queue> {
        let lines = mem::take(&mut queue.lines);
        queue.events = 0;
        queue.writing = true;
        drop(queue);
        let sent = match &*lines {
            [line] => self.stream.send(line.as_bytes()),
            lines => {
                let parts: Vec<&[u8]> = lines.iter().map(Line::as_bytes).collect();
                self.stream.send(&parts.concat())
            }
        };
        let mut queue = lock(&self.queue);
        queue.writing = false;
        if sent.is_err() {
            self.end(&mut queue);
            // The thread that reads learns of it too.
            self.stream.close();
        }
        queue
    }

    /// No more requests; answers and events go on.
    pub(super) fn stop_reading(&self) {
        self.stream.stop_reading();
    }

    /// The end, whatever waits: a thread that reads or writes returns.
    pub(super) fn abort(&self) {
        self.stream.close();
        self.close();
    }
}

fn wait<'a>(changed: &Condvar, queue: MutexGuard<'a, Queue>) -> MutexGuard<'a, Queue> {
    changed.wait(queue).unwrap_or_else(PoisonError::into_inner)
}
