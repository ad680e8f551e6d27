//! Reading objects and arrays, member by member.

use std::borrow::Cow;

use super::reader::{Frame, FrameKind};
use super::{Mode, Reader};

impl<'a> Reader<'a> {
    /// Opens an object. `None`: it is none.
    pub fn begin_object(&mut self) -> Option<()> {
        if !self.peek_object() {
            return self.wrong("an object");
        }
        let tag = self.tag.take_if(|(at, _)| *at == self.at).map(|(_, tag)| tag);
        self.enter(FrameKind::Object(None))?;
        if let Some(frame) = self.frames.last_mut() {
            frame.tag = tag;
        }
        Some(())
    }

    /// The next key of the open object; `None` after the last.
    pub fn next_key(&mut self) -> Option<Cow<'a, str>> {
        self.skip_unread();
        if self.halted {
            return None;
        }
        self.space();
        let Some(Frame { kind: FrameKind::Object(current), started, keys, .. }) = self.frames.last_mut() else {
            return None;
        };
        *current = None;
        let (first, from) = (!*started, *keys);
        *started = true;
        match self.byte() {
            Some(b'}') => {
                self.at += 1;
                self.repeated_keys(from);
                return None;
            }
            Some(b',') if !first => {
                self.at += 1;
                self.space();
            }
            _ if first => {}
            _ => return self.broken("must have `,` or `}` here"),
        }
        if self.byte() != Some(b'"') {
            return self.broken("must have a key in double quotes here");
        }
        let key = self.scan_string()?;
        self.space();
        if self.byte() != Some(b':') {
            return self.broken("must have `:` after a key");
        }
        self.at += 1;
        if self.mode == Mode::Strict {
            self.keys.push(key.clone());
        }
        self.space();
        if let Some(Frame { kind: FrameKind::Object(current), value, .. }) = self.frames.last_mut() {
            *current = Some(key.clone());
            *value = Some(self.at);
        }
        Some(key)
    }

    /// Closes the object. `None`: the text broke off.
    pub fn end_object(&mut self) -> Option<()> {
        self.close()
    }

    /// Opens an array. `None`: it is none.
    pub fn begin_array(&mut self) -> Option<()> {
        match self.peek()? {
            b'[' => self.enter(FrameKind::Array(None)),
            b'~' if self.in_list() && self.byte_after() == Some(b'[') => self.enter(FrameKind::Array(None)),
            b'{' if self.lexical => self.enter(FrameKind::Values(None)),
            _ if self.lexical => self.open(FrameKind::Single(false)),
            _ => self.wrong("an array"),
        }
    }

    /// Whether the open array has another element, to be read next.
    pub fn next_item(&mut self) -> bool {
        self.skip_unread();
        if self.halted {
            return false;
        }
        self.space();
        let (at, here) = (self.at, self.byte());
        let Some(frame) = self.frames.last_mut() else { return false };
        let first = !std::mem::replace(&mut frame.started, true);
        let (end, keyed) = match &mut frame.kind {
            FrameKind::Single(read) => {
                frame.value = (!*read).then_some(at);
                return !std::mem::replace(read, true);
            }
            FrameKind::Array(index) => {
                *index = Some(index.map_or(0, |index| index + 1));
                (b']', false)
            }
            FrameKind::Values(index) => {
                *index = Some(index.map_or(0, |index| index + 1));
                (b'}', true)
            }
            FrameKind::Object(_) | FrameKind::Nothing => return false,
        };
        match here {
            Some(byte) if byte == end => {
                self.at += 1;
                if let FrameKind::Array(index) | FrameKind::Values(index) = &mut frame.kind {
                    *index = None;
                }
                return false;
            }
            Some(b',') if !first => {
                self.at += 1;
            }
            _ if first => {}
            _ => return self.broken::<()>("must have `,` or the end of the array here").is_some(),
        }
        if keyed {
            self.space();
            let key = self.scan_string();
            self.space();
            if key.is_none() || self.byte() != Some(b':') {
                return self.broken::<()>("must have a key here").is_some();
            }
            self.at += 1;
        }
        self.space();
        if let Some(frame) = self.frames.last_mut() {
            frame.value = Some(self.at);
        }
        true
    }

    /// Closes the array. `None`: the text broke off.
    pub fn end_array(&mut self) -> Option<()> {
        self.close()
    }

    /// Whether a key of the open object told which variant of a union it is: then the union has read and keeps it.
    pub(super) fn is_tag(&self, key: &str) -> bool {
        self.frames.last().is_some_and(|frame| frame.tag.as_deref() == Some(key))
    }

    /// Reads what stands in a text as JSON.
    pub(super) fn embedded_in_text<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.at += 1;
        self.lexical = false;
        let value = read(self);
        self.lexical = true;
        value
    }

    /// Whether an object comes next.
    pub(super) fn peek_object(&mut self) -> bool {
        match self.peek() {
            Some(b'{') => true,
            Some(b'~') => self.lexical && self.byte_after() == Some(b'{'),
            _ => false,
        }
    }

    pub(super) const fn depth_left(&self) -> usize {
        self.depth_limit.saturating_sub(self.frames.len())
    }

    pub(super) fn open(&mut self, kind: FrameKind<'a>) -> Option<()> {
        if self.frames.len() >= self.depth_limit {
            return self.too_deep();
        }
        self.frames.push(Frame {
            kind,
            started: false,
            keys: self.keys.len(),
            value: None,
            offered: None,
            ended: false,
            tag: None,
            lexical: self.lexical,
            wrong: Vec::new(),
        });
        Some(())
    }

    /// Opens what begins here. What stands in a text as JSON (`~`) is read as JSON.
    fn enter(&mut self, kind: FrameKind<'a>) -> Option<()> {
        let embedded = self.byte() == Some(b'~');
        self.at += 1 + usize::from(embedded);
        self.open(kind)?;
        self.lexical &= !embedded;
        Some(())
    }

    fn close(&mut self) -> Option<()> {
        if self.halted {
            return None;
        }
        let frame = self.frames.pop()?;
        self.keys.truncate(frame.keys);
        self.lexical = frame.lexical;
        Some(())
    }

    /// Reads over a value that was offered and not read, as it was of no use.
    fn skip_unread(&mut self) {
        let unread = self.frames.last_mut().and_then(|frame| frame.value.take());
        if unread == Some(self.at) {
            self.pass_value();
        }
    }

    /// Takes down the keys that were given twice, and forgets the keys from `from` on.
    fn repeated_keys(&mut self, from: usize) {
        if self.keys.len() <= from + 1 {
            self.keys.truncate(from);
            return;
        }
        let mut keys = self.keys.split_off(from);
        keys.sort_unstable();
        let mut last = None;
        for pair in keys.windows(2) {
            if pair[0] == pair[1] && last != Some(&pair[0]) {
                last = Some(&pair[0]);
                self.violation_at::<()>(&pair[0], "is given more than once");
            }
        }
    }

    fn in_list(&self) -> bool {
        let kind = self.frames.last().map(|frame| &frame.kind);
        self.lexical && matches!(kind, Some(FrameKind::Array(_) | FrameKind::Single(_) | FrameKind::Values(_)))
    }

    fn byte_after(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at + 1).copied()
    }
}
