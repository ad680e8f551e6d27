//! Reading a form of parts.

mod member;

use std::collections::BTreeMap;

use bytes::Bytes;
use http::HeaderMap;

use self::member::{ANY, Member, Said, UNDECLARED};
use super::read::{Part, Parts};
use super::{Layout, Multipart, Others};
use crate::file::File;
use crate::form::in_body;
use crate::json::{Decode, Format, Mode};
use crate::media::{self, MediaType};
use crate::parameter::decode::Escapes;
use crate::parameter::{self, Parameter, Query, decode};
use crate::rules::{Check, Rules};
use crate::violation::{Location, Violation, Violations, escape};

/// Reads a form of parts.
#[derive(Debug)]
pub struct MultipartDecoder {
    parts: BTreeMap<String, Vec<Part>>,
    layout: Layout,
    mode: Mode,
    wrong: Violations,
    /// How the next member is written.
    format: Format,
    /// The media types that the parts of the next member may have.
    accepted: &'static str,
    /// The members that were asked for.
    asked: Vec<String>,
    /// The part with header fields that is being read: its member and these fields.
    current: (String, HeaderMap),
    /// Who is told of them: what stands behind a large file may only be what nobody asks for.
    #[cfg(any(feature = "client", feature = "server"))]
    rest: Option<super::read::Behind>,
    /// How many parts there are.
    #[cfg(any(feature = "client", feature = "server"))]
    count: usize,
    /// How many parts of a series stand before this one.
    before: usize,
}

impl MultipartDecoder {
    /// A reader of a form in memory. One that is no form of parts is a violation.
    pub(crate) fn new(body: &Bytes, boundary: &str, mode: Mode, layout: Layout) -> Self {
        Self::of(Parts::of(body, boundary), mode, layout)
    }

    /// A reader of parts.
    pub(crate) fn of(read: Parts, mode: Mode, layout: Layout) -> Self {
        let mut decoder = Self {
            parts: BTreeMap::new(),
            layout,
            mode,
            wrong: Violations::new(),
            format: Format::Usual,
            accepted: ANY,
            asked: Vec::new(),
            current: Default::default(),
            #[cfg(any(feature = "client", feature = "server"))]
            rest: read.rest,
            #[cfg(any(feature = "client", feature = "server"))]
            count: read.list.len(),
            before: 0,
        };
        let wrong = match layout {
            Layout::Names if read.list.iter().any(|part| part.head.name.is_none()) => Some("has a part without a name"),
            Layout::Places(places, Others::Refused) if mode == Mode::Strict && read.list.len() > places => {
                Some("has more parts than there are places")
            }
            _ => None,
        };
        if let Some(reason) = read.wrong.or(wrong) {
            decoder.wrong.push(Violation::new(Location::Body, "", reason));
            return decoder;
        }
        for (index, part) in read.list.into_iter().enumerate() {
            let name = match layout {
                Layout::Names => part.head.name.clone().unwrap_or_default(),
                Layout::Places(places, _) => index.min(places).to_string(),
            };
            decoder.parts.entry(name).or_default().push(part);
        }
        decoder
    }

    /// The same behind so many parts of a series.
    pub(super) const fn behind(mut self, before: usize) -> Self {
        self.before = before;
        self
    }

    /// The first of these, or that which stands as far behind it as there are parts of a series before this one; else the last.
    pub fn of_place<V: Copy>(&self, first: V, others: &[V]) -> V {
        super::of_place(self.before, first, others)
    }

    /// Says how the next member is written.
    pub fn formatted(&mut self, format: Format) -> &mut Self {
        self.format = format;
        self
    }

    /// Says which media types the files of the next member may have, separated by commas; of parts that have a place, also which the
    /// other values may have, instead of text and JSON.
    pub fn accepting(&mut self, media: &'static str) -> &mut Self {
        self.accepted = media;
        self
    }

    /// A member that must be there.
    pub fn required<T: Decode + Check>(&mut self, name: &str, rules: &Rules) -> Option<T> {
        match self.optional(name, rules)? {
            Some(value) => Some(value),
            None => self.missing(name),
        }
    }

    /// A member that may be missing.
    pub fn optional<T: Decode + Check>(&mut self, name: &str, rules: &Rules) -> Option<Option<T>> {
        let said = self.said();
        let Some(parts) = self.take(name) else { return Some(None) };
        self.value(name, parts, said, rules).map(Some)
    }

    /// The values of all parts behind the last place.
    pub fn others<T: Decode + Check>(&mut self, name: &str, rules: &Rules) -> Option<Vec<T>> {
        let said = self.said();
        let parts = self.take(name).unwrap_or_default();
        self.count(name, parts.len(), rules)?;
        let (first, count) = (name.parse().unwrap_or(0_usize), parts.len());
        let mut read = Vec::with_capacity(count);
        for (index, part) in parts.into_iter().enumerate() {
            let place = first.saturating_add(index).to_string();
            read.extend(self.value(&place, vec![part], said, rules.items.unwrap_or(&Rules::NONE)));
        }
        (read.len() == count).then_some(read)
    }

    /// All parts behind the last place as files.
    pub fn other_files(&mut self, name: &str, rules: &Rules) -> Option<Vec<File>> {
        match self.optional_files(name, rules)? {
            Some(files) => Some(files),
            None => self.count(name, 0, rules).map(|()| Vec::new()),
        }
    }

    /// All parts behind the last place, each with header fields.
    pub fn other_parts<T: Multipart>(&mut self, name: &str, rules: &Rules) -> Option<Vec<T>> {
        match self.optional_parts(name, rules)? {
            Some(parts) => Some(parts),
            None => self.count(name, 0, rules).map(|()| Vec::new()),
        }
    }

    /// The value that parts stand for.
    fn value<T: Decode + Check>(&mut self, name: &str, parts: Vec<Part>, said: Said, rules: &Rules) -> Option<T> {
        let is_other = |part: &Part| part.head.media.as_deref().is_some_and(|media| !said.allows(media));
        if self.layout != Layout::Names && self.mode == Mode::Strict && parts.iter().any(is_other) {
            return self.wrong_at(name, UNDECLARED);
        }
        let is_json = |part: &Part| part.head.media.as_deref().is_some_and(|media| MediaType::parse(media).is_json());
        let all_json = parts.iter().all(is_json);
        let mut texts = Vec::with_capacity(parts.len());
        for part in parts {
            let Some(bytes) = part.bytes() else { return self.wrong_at(name, "is too long") };
            let text = match part.head.media.as_deref() {
                Some(media) => media::text(Some(MediaType::parse(media)), bytes),
                // The value of a field has no byte order mark; what looks like one belongs to it (WHATWG XHR, 4.5).
                None => std::str::from_utf8(bytes).ok().map(str::to_owned),
            };
            match text {
                Some(text) => texts.push(text),
                None => return self.wrong_at(name, "is not text in the charset that it names"),
            }
        }
        let place = format!("/{}", escape(name));
        let member = Member { place, mode: self.mode, format: said.format };
        let read = match self.layout {
            Layout::Places(..) if all_json => member.whole(&texts.pop().unwrap_or_default()),
            _ if all_json => member.json(texts),
            _ => member.text(texts),
        };
        match read {
            Ok(value) => {
                self.check(name, &value, rules)?;
                Some(value)
            }
            Err(violations) => {
                self.wrong.append(violations);
                None
            }
        }
    }

    /// A member that must be there, written as a parameter of a query is.
    pub fn required_by<T: Decode + Check>(&mut self, parameter: &Parameter) -> Option<T> {
        match self.optional_by(parameter)? {
            Some(value) => Some(value),
            None => self.missing(parameter.name),
        }
    }

    /// A member that may be missing, written as a parameter of a query is.
    pub fn optional_by<T: Decode + Check>(&mut self, parameter: &Parameter) -> Option<Option<T>> {
        let name = parameter.name;
        let is_nested = |other: &str| other.strip_prefix(name).is_some_and(|rest| rest.starts_with('['));
        let is_meant = |other: &str| match parameter.properties {
            _ if !parameter.is_exploded_object() => other == name || is_nested(other),
            [] => !self.asked.iter().any(|asked| asked == other),
            properties => properties.contains(&other),
        };
        let meant: Vec<String> = self.parts.keys().filter(|other| is_meant(other)).cloned().collect();
        self.asked.extend(parameter.properties.iter().map(|&name| name.to_owned()));
        let mut pairs = Vec::new();
        for other in meant {
            for part in self.take(&other).unwrap_or_default() {
                match part.bytes().and_then(|bytes| std::str::from_utf8(bytes).ok()) {
                    Some(text) => pairs.push((other.clone(), text.to_owned())),
                    None => return self.wrong_at(&other, "is not text in UTF-8"),
                }
            }
        }
        let mut query = Query::of(pairs);
        let found = decode::pairs(parameter, &mut query, &|text| Ok(text.to_owned()), Escapes::None);
        let read =
            found.and_then(|json| json.map(|json| parameter::read(parameter, Some(json), self.mode)).transpose());
        match read {
            Ok(Some(value)) => {
                self.check(name, &value, parameter.rules.unwrap_or(&Rules::NONE))?;
                Some(Some(value))
            }
            Ok(None) => Some(None),
            Err(violations) => {
                self.wrong.append(in_body(name, &violations));
                None
            }
        }
    }

    /// A part with header fields that must be there.
    pub fn required_part<T: Multipart>(&mut self, name: &str, rules: &Rules) -> Option<T> {
        match self.optional_part(name, rules)? {
            Some(part) => Some(part),
            None => self.missing(name),
        }
    }

    /// A part with header fields that may be missing.
    pub fn optional_part<T: Multipart>(&mut self, name: &str, rules: &Rules) -> Option<Option<T>> {
        match self.optional_parts(name, rules)? {
            None => Some(None),
            Some(mut parts) if parts.len() == 1 => Some(parts.pop()),
            Some(_) => self.wrong_at(name, "must not be given more than once"),
        }
    }

    /// Parts with header fields, of which there must be at least one.
    pub fn required_parts<T: Multipart>(&mut self, name: &str, rules: &Rules) -> Option<Vec<T>> {
        match self.optional_parts(name, rules)? {
            Some(parts) => Some(parts),
            None => self.missing(name),
        }
    }

    /// Parts with header fields that may be missing.
    pub fn optional_parts<T: Multipart>(&mut self, name: &str, rules: &Rules) -> Option<Option<Vec<T>>> {
        let Some(parts) = self.take(name) else { return Some(None) };
        self.count(name, parts.len(), rules)?;
        let mut read = Vec::with_capacity(parts.len());
        let count = parts.len();
        for mut part in parts {
            self.current = (name.to_owned(), std::mem::take(&mut part.head.headers));
            self.parts.insert(name.to_owned(), vec![part]);
            read.extend(T::decode(self));
            self.parts.remove(name);
        }
        self.current = Default::default();
        (read.len() == count).then_some(Some(read))
    }

    /// A header field of the part that is being read, which must be there.
    pub fn required_header<T: Decode + Check>(&mut self, header: &Parameter) -> Option<T> {
        match self.optional_header(header)? {
            Some(value) => Some(value),
            None => self.wrong_here(format!("lacks the header `{}`", header.name)),
        }
    }

    /// A header field of the part that is being read, which may be missing.
    pub fn optional_header<T: Decode + Check>(&mut self, header: &Parameter) -> Option<Option<T>> {
        let found = decode::header(header, &self.current.1);
        let read = found.and_then(|json| json.map(|json| parameter::read(header, Some(json), self.mode)).transpose());
        let value: T = match read {
            Ok(Some(value)) => value,
            Ok(None) => return Some(None),
            Err(violations) => {
                return self.wrong_header(header, &violations);
            }
        };
        let mut found = Violations::new();
        if self.mode == Mode::Strict {
            value.check(header.rules.unwrap_or(&Rules::NONE), &mut found);
        }
        if found.is_empty() { Some(Some(value)) } else { self.wrong_header(header, &found) }
    }

    /// A file that must be there.
    pub fn file(&mut self, name: &str, rules: &Rules) -> Option<File> {
        match self.optional_file(name, rules)? {
            Some(file) => Some(file),
            None => self.missing(name),
        }
    }

    /// A file that may be missing.
    pub fn optional_file(&mut self, name: &str, rules: &Rules) -> Option<Option<File>> {
        match self.optional_files(name, &Rules::NONE)? {
            None => Some(None),
            Some(mut files) if files.len() == 1 => {
                let file = files.remove(0);
                self.check(name, &file, rules)?;
                Some(Some(self.held_to(file, rules)))
            }
            Some(_) => self.wrong_at(name, "must not be given more than once"),
        }
    }

    /// Files, of which there must be at least one.
    pub fn files(&mut self, name: &str, rules: &Rules) -> Option<Vec<File>> {
        match self.optional_files(name, rules)? {
            Some(files) => Some(files),
            None => self.missing(name),
        }
    }

    /// Files that may be missing.
    pub fn optional_files(&mut self, name: &str, rules: &Rules) -> Option<Option<Vec<File>>> {
        let accepted = std::mem::replace(&mut self.accepted, ANY);
        let Some(parts) = self.take(name) else { return Some(None) };
        let first = media::listed(accepted).next().unwrap_or(ANY);
        let wrong = |part: &Part| match part.head.media.as_deref() {
            Some(media) => media::choose_of(media, accepted).is_none().then_some(UNDECLARED),
            None if self.layout == Layout::Names => None,
            None => media::of_bytes(first, None).err(),
        };
        if self.mode == Mode::Strict
            && let Some(reason) = parts.iter().find_map(wrong)
        {
            return self.wrong_at(name, reason);
        }
        let mut files: Vec<_> = parts.into_iter().map(Part::into_file).collect();
        if let Some(rules) = rules.items {
            for file in &files {
                self.check(name, file, rules)?;
            }
            files = files.into_iter().map(|file| self.held_to(file, rules)).collect();
        }
        self.count(name, files.len(), rules)?;
        Some(Some(files))
    }

    /// The value, or what is wrong.
    ///
    /// # Errors
    ///
    /// With everything that is wrong.
    pub(crate) fn finish<T>(self, value: Option<T>) -> Result<T, Violations> {
        #[cfg(any(feature = "client", feature = "server"))]
        if let Some(rest) = &self.rest {
            let all = match self.layout {
                Layout::Names => false,
                Layout::Places(places, others) => others != Others::Ignored || self.count < places,
            };
            let asked = if all { super::read::Asked::All } else { super::read::Asked::Named(self.asked) };
            // Nobody else sets it.
            let _ = rest.set(asked);
        }
        match value {
            Some(value) if self.wrong.is_empty() => Ok(value),
            _ if self.wrong.is_empty() => Err(Violation::new(Location::Body, "", "can't be read").into()),
            _ => Err(self.wrong),
        }
    }

    fn check<T: Check>(&mut self, name: &str, value: &T, rules: &Rules) -> Option<()> {
        let before = self.wrong.len();
        if self.mode == Mode::Strict {
            self.wrong.within(name, |found| value.check(rules, found));
        }
        (self.wrong.len() == before).then_some(())
    }

    /// Takes down when there are more or fewer parts of a member than there may be.
    fn count(&mut self, name: &str, count: usize, rules: &Rules) -> Option<()> {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        if self.mode == Mode::Strict && rules.max_items.is_some_and(|max| count > max) {
            return self.wrong_at(name, "has too many parts");
        }
        if self.mode == Mode::Strict && rules.min_items.is_some_and(|min| count < min) {
            return self.wrong_at(name, "has too few parts");
        }
        Some(())
    }

    fn wrong_header<T>(&mut self, header: &Parameter, violations: &Violations) -> Option<T> {
        for violation in violations {
            self.wrong_here::<T>(format!("has a header `{}` that {}", header.name, violation.message));
        }
        None
    }

    /// Takes down what does not hold for the part that is being read.
    fn wrong_here<T>(&mut self, message: String) -> Option<T> {
        self.wrong.within(&self.current.0, |found| found.add(message));
        None
    }

    /// What was said of the next member.
    fn said(&mut self) -> Said {
        Said { format: std::mem::take(&mut self.format), accepted: std::mem::replace(&mut self.accepted, ANY) }
    }

    /// The parts of a member.
    fn take(&mut self, name: &str) -> Option<Vec<Part>> {
        self.asked.push(name.to_owned());
        self.parts.remove(name)
    }

    /// The same file; a stream breaks off where these rules don't hold.
    fn held_to(&self, file: File, rules: &Rules) -> File {
        let is_bound = rules.min_length.is_some() || rules.max_length.is_some();
        if self.mode != Mode::Strict || !is_bound || file.length().is_some() {
            return file;
        }
        file.bounded(rules.min_length.unwrap_or(0), rules.max_length.unwrap_or(u64::MAX))
    }

    fn missing<T>(&mut self, name: &str) -> Option<T> {
        #[cfg(any(feature = "client", feature = "server"))]
        if self.rest.is_some() {
            return self.wrong_at(name, "is missing before a file that is too large to be held in memory");
        }
        self.wrong_at(name, "is missing")
    }

    fn wrong_at<T>(&mut self, name: &str, message: &'static str) -> Option<T> {
        self.wrong.within(name, |found| found.add(message));
        None
    }
}
