//! Where one value of a sequence ends and the next begins.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::{Framing, LONGEST, event};
use crate::body::{ByteStream, StreamError};

/// The texts of values, cut out of bytes as they come.
pub(super) struct Frames {
    bytes: ByteStream,
    framing: Framing,
    buffer: BytesMut,
    /// Up to where the buffer was searched for an end.
    searched: usize,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// More may come.
    Open,
    /// What is in the buffer is the rest.
    Ending,
    /// Nothing is handed on any more.
    Over,
}

impl Frames {
    pub(super) fn new(bytes: ByteStream, framing: Framing) -> Self {
        Self { bytes, framing, buffer: BytesMut::new(), searched: 0, state: State::Open }
    }

    pub(super) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, StreamError>>> {
        loop {
            if self.state == State::Over {
                return Poll::Ready(None);
            }
            while let Some(frame) = self.cut() {
                match self.told(&frame) {
                    Told::Nothing => {}
                    Told::End => {
                        self.state = State::Over;
                        return Poll::Ready(None);
                    }
                    Told::Value(frame) => return Poll::Ready(Some(Ok(frame))),
                }
            }
            if self.state == State::Ending {
                self.state = State::Over;
                continue;
            }
            if self.buffer.len() > LONGEST {
                self.state = State::Over;
                return Poll::Ready(Some(Err(format!("a value is longer than {LONGEST} bytes").into())));
            }
            match std::task::ready!(Pin::new(&mut self.bytes).poll_next(cx)) {
                Some(Ok(chunk)) => self.buffer.extend_from_slice(&chunk),
                Some(Err(error)) => {
                    self.state = State::Over;
                    return Poll::Ready(Some(Err(error)));
                }
                None => self.state = State::Ending,
            }
        }
    }

    /// The next text, if its end is there.
    fn cut(&mut self) -> Option<Bytes> {
        let (end, gap) = match self.framing {
            Framing::Lines => (self.find(|rest| rest.starts_with(b"\n").then_some(1))?, 1),
            Framing::Records => (self.find(|rest| rest.starts_with(b"\x1e").then_some(1))?, 1),
            Framing::EventData | Framing::EventText | Framing::Events => {
                let at = self.find(blank_line)?;
                (at, self.buffer.get(at..).and_then(blank_line).unwrap_or_default())
            }
        };
        let frame = self.buffer.split_to(end).freeze();
        let gap = gap.min(self.buffer.len());
        drop(self.buffer.split_to(gap));
        self.searched = 0;
        Some(frame)
    }

    /// Where an end begins. At the end of all, what is left ends there.
    fn find(&mut self, end: impl Fn(&[u8]) -> Option<usize>) -> Option<usize> {
        // An end that has begun may be longer than what came of it.
        let from = self.searched.saturating_sub(3);
        let found = (from..self.buffer.len()).find(|&at| self.buffer.get(at..).is_some_and(|rest| end(rest).is_some()));
        self.searched = self.buffer.len();
        // Whether a carriage return is a line break by itself shows by what follows it.
        let is_open = found.is_some_and(|at| self.state == State::Open && self.buffer.get(at..) == Some(b"\r\n\r"));
        match found {
            Some(at) if !is_open => Some(at),
            None if self.state == State::Ending && !self.buffer.is_empty() => Some(self.buffer.len()),
            _ => None,
        }
    }

    fn told(&self, frame: &Bytes) -> Told {
        let trimmed = frame.trim_ascii();
        let trimmed = trimmed.strip_prefix(b"\xef\xbb\xbf").unwrap_or(trimmed);
        match self.framing {
            Framing::Lines | Framing::Records if trimmed.is_empty() => Told::Nothing,
            Framing::Lines | Framing::Records => Told::Value(frame.slice_ref(trimmed)),
            Framing::EventData | Framing::EventText | Framing::Events => {
                let text = frame.strip_prefix(b"\xef\xbb\xbf").unwrap_or(frame);
                let breaks = text.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                let text = text.get(breaks..).unwrap_or_default();
                let decoded = String::from_utf8_lossy(text);
                if !event::has_data(&decoded) {
                    Told::Nothing
                } else if self.framing == Framing::EventData && event::is_done(&decoded) {
                    Told::End
                } else {
                    Told::Value(frame.slice_ref(text))
                }
            }
        }
    }
}

/// What a text between two ends tells.
enum Told {
    Nothing,
    End,
    Value(Bytes),
}

/// The length of the two line breaks that end an event, if they stand here.
fn blank_line(rest: &[u8]) -> Option<usize> {
    [&b"\r\n\r\n"[..], b"\r\n\n", b"\n\r\n", b"\n\n", b"\r\r"]
        .iter()
        .find(|end| rest.starts_with(end))
        .map(|end| end.len())
}

/// A value with what stands around it.
///
/// # Errors
///
/// When the framing can't say it.
pub(super) fn framed(json: &[u8], framing: Framing) -> Result<Vec<u8>, &'static str> {
    Ok(match framing {
        Framing::Lines => [json, b"\n"].concat(),
        Framing::Records => [b"\x1e", json, b"\n"].concat(),
        Framing::EventData | Framing::EventText | Framing::Events => event::written(json, framing)?.into_bytes(),
    })
}
