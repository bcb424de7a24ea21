//! [`KeyVal`], the text form of options.

use crate::error::{Error, Result};
use crate::types::Value;

/// The longest part of a key.
const LONGEST: usize = 127;

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
            insert(&mut tree, "", key, value)?;
        }
        let finished = |(key, node): (String, Node)| Ok((key.clone(), finish(&key, node)?));
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

/// Puts a value where its key leads; `above` is what has been read of the key.
fn insert(tree: &mut Vec<(String, Node)>, above: &str, key: &str, value: &str) -> Result<()> {
    let (first, rest) = key.split_once('.').map_or((key, None), |(first, rest)| (first, Some(rest)));
    let is_index = !above.is_empty() && !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    if !is_index && !is_name(first) {
        return Err(Error::other(format!("Invalid parameter '{above}{key}'")));
    }
    if first.len() > LONGEST {
        let part = if above.is_empty() && rest.is_none() { "" } else { " fragment" };
        return Err(Error::other(format!("Parameter{part} '{first}' is too long")));
    }
    // Zeros in front of an index mean nothing.
    let trimmed = first.trim_start_matches('0');
    let name = if is_index && trimmed.is_empty() {
        "0"
    } else if is_index {
        trimmed
    } else {
        first
    };
    let at = tree.iter().position(|(own, _)| own == name);
    let Some(rest) = rest else {
        match at.map(|at| &mut tree[at].1) {
            None => tree.push((name.to_owned(), Node::Leaf(value.to_owned()))),
            Some(Node::Leaf(old)) => value.clone_into(old),
            Some(Node::Tree(_)) => return Err(inconsistent(&format!("{above}{name}."))),
        }
        return Ok(());
    };
    let at = at.unwrap_or_else(|| {
        tree.push((name.to_owned(), Node::Tree(Vec::new())));
        tree.len() - 1
    });
    match &mut tree[at].1 {
        Node::Tree(below) => insert(below, &format!("{above}{name}."), rest, value),
        Node::Leaf(_) => Err(inconsistent(&format!("{above}{name}."))),
    }
}

fn inconsistent(prefix: &str) -> Error {
    Error::other(format!("Parameters '{prefix}*' used inconsistently"))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// A tree whose keys are all numbers is a list.
fn finish(path: &str, node: Node) -> Result<Value> {
    let below = match node {
        Node::Leaf(text) => return Ok(Value::Str(text)),
        Node::Tree(below) => below,
    };
    let index = |key: &str| key.starts_with(|c: char| c.is_ascii_digit());
    let indexes = below.iter().filter(|(key, _)| index(key)).count();
    if indexes > 0 && indexes < below.len() {
        return Err(inconsistent(&format!("{path}.")));
    }
    let mut values = Vec::new();
    for (key, node) in below {
        let value = finish(&format!("{path}.{key}"), node)?;
        values.push((key, value));
    }
    if indexes == 0 {
        return Ok(Value::Map(values.into_iter().collect()));
    }
    let list = (0..values.len()).map(|i| {
        let at = values.iter().position(|(key, _)| *key == i.to_string());
        at.map(|at| std::mem::take(&mut values[at].1))
            .ok_or_else(|| Error::other(format!("Parameter '{path}.{i}' missing")))
    });
    list.collect::<Result<Vec<Value>>>().map(Value::List)
}
