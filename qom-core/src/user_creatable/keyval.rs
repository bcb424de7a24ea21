//! [`KeyVal`], the text form of options.

use crate::error::{Error, Result};
use crate::types::Value;

/// The longest part of a key.
const LONGEST: usize = 127;

/// How many parts a key can have. Values are nested as deep, and whoever walks through one does it level by level.
const DEEPEST: usize = 128;

/// Options as a user writes them: `key=value` with commas between, in the order in which they were written.
///
/// A comma in a value is written twice; one at the end is nothing. A key with dots is a key in a key: `server.host=a`
/// is a map with `host`, and `cpus.0=1,cpus.1=2` a list. All values are texts. Of a key that is written twice the last
/// counts. The first may have no key, if the options have an implied one.
///
/// ```
/// use qom_core::Value;
/// use qom_core::user_creatable::KeyVal;
///
/// let options = KeyVal::parse("secret,id=a,,b,cpus.1=y,cpus.0=x", Some("qom-type"))?;
/// let list = Value::from(vec!["x", "y"]);
/// let expected = [("qom-type", Value::from("secret")), ("id", "a,b".into()), ("cpus", list)];
/// assert!(options.iter().eq(expected.iter().map(|(key, value)| (*key, value))));
/// assert_eq!(KeyVal::parse("a=1,b", None).unwrap_err().to_string(), "Expected '=' after parameter 'b'");
/// # Ok::<(), qom_core::Error>(())
/// ```
///
/// QOM: `keyval_parse`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyVal {
    options: Vec<(String, Value)>,
}

/// A key's value, or the keys below it.
enum Node {
    Leaf(String),
    Tree(Vec<(String, Node)>),
}

impl KeyVal {
    /// Reads a text.
    ///
    /// # Errors
    /// If a part is no `key=value`, a key cannot be one, or keys are used in two ways.
    pub fn parse(text: &str, implied_key: Option<&str>) -> Result<Self> {
        let mut tree = Vec::new();
        for (i, part) in split(text).into_iter().enumerate() {
            let (key, value) = match (part.split_once('='), implied_key) {
                (None, Some(key)) if i == 0 => (key, part.as_str()),
                (None, _) => return Err(Error::other(format!("Expected '=' after parameter '{part}'"))),
                (Some(pair), _) => pair,
            };
            insert(&mut tree, key, value)?;
        }
        let finished = |(key, node): (String, Node)| Ok((key.clone(), finish(&mut key.clone(), node)?));
        Ok(Self { options: tree.into_iter().map(finished).collect::<Result<_>>()? })
    }

    /// The options, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.options.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Takes an option out.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let at = self.options.iter().position(|(own, _)| own == key)?;
        Some(self.options.remove(at).1)
    }
}

/// The parts between commas; two commas are one that belongs to the part, and one at the end is nothing.
fn split(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ',' && chars.next_if_eq(&',').is_none() {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(c);
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

/// Puts a value where its key leads.
fn insert(mut tree: &mut Vec<(String, Node)>, key: &str, value: &str) -> Result<()> {
    if key.split('.').count() > DEEPEST {
        let start: String = key.chars().take(32).collect();
        return Err(Error::other(format!("Parameter '{start}..' is nested too deeply")));
    }
    let mut end = 0;
    loop {
        let is_top = end == 0;
        let part = key[end..].split('.').next().unwrap_or_default();
        end += part.len();
        let name = part_name(key, part, is_top)?;
        let is_last = end == key.len();
        let at = tree.iter().position(|(own, _)| own == name);
        if is_last {
            match at.map(|at| &mut tree[at].1) {
                None => tree.push((name.to_owned(), Node::Leaf(value.to_owned()))),
                Some(Node::Leaf(old)) => value.clone_into(old),
                Some(Node::Tree(_)) => return Err(inconsistent(key)),
            }
            return Ok(());
        }
        let at = at.unwrap_or_else(|| {
            tree.push((name.to_owned(), Node::Tree(Vec::new())));
            tree.len() - 1
        });
        match &mut tree[at].1 {
            Node::Tree(below) => tree = below,
            Node::Leaf(_) => return Err(inconsistent(&key[..end])),
        }
        // The dot.
        end += 1;
    }
}

/// What a part of a key is called, if it can be one.
fn part_name<'k>(key: &str, part: &'k str, is_top: bool) -> Result<&'k str> {
    let is_index = !is_top && !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_index && !is_name(part) {
        return Err(Error::other(format!("Invalid parameter '{key}'")));
    }
    if part.len() > LONGEST {
        let fragment = if part.len() == key.len() { "" } else { " fragment" };
        return Err(Error::other(format!("Parameter{fragment} '{part}' is too long")));
    }
    // Zeros in front of an index mean nothing.
    Ok(match part.trim_start_matches('0') {
        "" if is_index => "0",
        trimmed if is_index => trimmed,
        _ => part,
    })
}

fn inconsistent(prefix: &str) -> Error {
    Error::other(format!("Parameters '{prefix}.*' used inconsistently"))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// A tree whose keys are all numbers is a list. The path is the node's, and is again when this returns.
fn finish(path: &mut String, node: Node) -> Result<Value> {
    let below = match node {
        Node::Leaf(text) => return Ok(Value::Str(text)),
        Node::Tree(below) => below,
    };
    let index = |key: &str| key.starts_with(|c: char| c.is_ascii_digit());
    let indexes = below.iter().filter(|(key, _)| index(key)).count();
    if indexes > 0 && indexes < below.len() {
        return Err(inconsistent(path));
    }
    let length = path.len();
    let mut values = Vec::new();
    for (key, node) in below {
        path.push('.');
        path.push_str(&key);
        let value = finish(path, node)?;
        path.truncate(length);
        values.push((key, value));
    }
    if indexes == 0 {
        return Ok(Value::Map(values.into_iter().collect()));
    }
    let mut list: Vec<Option<Value>> = vec![None; values.len()];
    for (key, value) in values {
        // One beyond the end leaves a gap before it, which is what is wrong.
        if let Some(place) = key.parse().ok().and_then(|i: usize| list.get_mut(i)) {
            *place = Some(value);
        }
    }
    let there = |(i, value): (usize, Option<Value>)| {
        value.ok_or_else(|| Error::other(format!("Parameter '{path}.{i}' missing")))
    };
    list.into_iter().enumerate().map(there).collect::<Result<_>>().map(Value::List)
}
