//! [`KeyVal`], the text form of options.

use rustc_hash::FxHashMap;

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
/// counts. The first may have no key, if the options have an implied one; it has no comma then.
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
    Tree(Tree),
}

/// Keys in the order in which they came.
#[derive(Default)]
struct Tree {
    nodes: Vec<(String, Node)>,
    by_name: FxHashMap<String, usize>,
}

impl KeyVal {
    /// Reads a text.
    ///
    /// # Errors
    /// If a part is no `key=value`, a key cannot be one, or keys are used in two ways; if a part asks for `help`.
    #[doc(alias = "user_creatable_parse_str")]
    pub fn parse(text: &str, implied_key: Option<&str>) -> Result<Self> {
        let mut tree = Tree::default();
        let (mut rest, mut implied_key) = (text, implied_key);
        while !rest.is_empty() {
            rest = take_one(&mut tree, rest, implied_key.take())?;
        }
        let finished = |(key, node): (String, Node)| Ok((key.clone(), finish(&mut key.clone(), node)?));
        Ok(Self { options: tree.nodes.into_iter().map(finished).collect::<Result<_>>()? })
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

/// Reads one `key=value` into the tree, and gives what is behind it. What is wrong is found in QEMU's order.
fn take_one<'t>(tree: &mut Tree, text: &'t str, implied_key: Option<&str>) -> Result<&'t str> {
    // A key has no comma, so this is its end, also where the comma is the first of two.
    let end = text.find(['=', ',']).unwrap_or(text.len());
    let (key, behind) = text.split_at(end);
    if !key.is_empty() && !behind.starts_with('=') {
        if matches!(key, "help" | "?") {
            return Err(Error::other("Help is not available for this option"));
        }
        if let Some(implied_key) = implied_key {
            tree.put(implied_key, implied_key, key.to_owned())?;
            return Ok(behind.strip_prefix(',').unwrap_or_default());
        }
    }
    if key.bytes().filter(|byte| *byte == b'.').count() >= DEEPEST {
        let start: String = key.chars().take(32).collect();
        return Err(Error::other(format!("Parameter '{start}..' is nested too deeply")));
    }
    let (mut level, mut start, mut above) = (tree, 0, None);
    let last = loop {
        let rest = &key[start..];
        let len = if start > 0 { index_len(rest).or_else(|| name_len(rest)) } else { name_len(rest) };
        let parts = len.map(|len| rest.split_at(len));
        let Some((part, below)) = parts.filter(|(_, below)| below.is_empty() || below.starts_with('.')) else {
            return Err(Error::other(format!("Invalid parameter '{key}'")));
        };
        if part.len() > LONGEST {
            let what = if part.len() == key.len() { "" } else { " fragment" };
            return Err(Error::other(format!("Parameter{what} '{part}' is too long")));
        }
        if let Some(above) = above.replace(part) {
            level = level.below(above, &key[..start - 1])?;
        }
        if below.is_empty() {
            break part;
        }
        start += part.len() + 1;
    };
    let Some(text) = behind.strip_prefix('=') else {
        return Err(Error::other(format!("Expected '=' after parameter '{key}'")));
    };
    let (value, behind) = value(text);
    level.put(last, key, value)?;
    Ok(behind)
}

impl Tree {
    /// What is below a key, whose full name `path` is.
    fn below(&mut self, name: &str, path: &str) -> Result<&mut Tree> {
        match self.node(name, || Node::Tree(Self::default())) {
            Node::Tree(below) => Ok(below),
            Node::Leaf(_) => Err(inconsistent(path)),
        }
    }

    fn put(&mut self, name: &str, path: &str, value: String) -> Result<()> {
        match self.node(name, || Node::Leaf(String::new())) {
            Node::Leaf(old) => *old = value,
            Node::Tree(_) => return Err(inconsistent(path)),
        }
        Ok(())
    }

    fn node(&mut self, name: &str, new: impl FnOnce() -> Node) -> &mut Node {
        // Zeros in front of an index mean nothing.
        let name = match name.trim_start_matches('0') {
            "" => "0",
            trimmed => trimmed,
        };
        let at = *self.by_name.entry(name.to_owned()).or_insert_with(|| {
            self.nodes.push((name.to_owned(), new()));
            self.nodes.len() - 1
        });
        &mut self.nodes[at].1
    }
}

fn inconsistent(prefix: &str) -> Error {
    Error::other(format!("Parameters '{prefix}.*' used inconsistently"))
}

/// The value in front of the first comma that is alone, with one comma for two, and what is behind it.
fn value(text: &str) -> (String, &str) {
    let (mut value, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once(',') {
        value += before;
        let Some(after) = after.strip_prefix(',') else { return (value, after) };
        value.push(',');
        rest = after;
    }
    (value + rest, "")
}

/// How much of the text is the number of an element of a list.
fn index_len(text: &str) -> Option<usize> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    (len > 0).then_some(len)
}

/// How much of the text is a name: a letter, then letters, digits, `-` and `_`. Somebody's own names may start with
/// `__`, the domain they own, and `_`.
fn name_len(text: &str) -> Option<usize> {
    let mut own = 0;
    if let Some(domain) = text.strip_prefix("__") {
        let len = domain.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.'))?;
        own = 2 + len + 1;
        domain[len..].strip_prefix('_')?;
    }
    let name = &text[own..];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let len = name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'));
    Some(own + len.unwrap_or(name.len()))
}

/// A tree whose keys are all numbers is a list. The path is the node's, and is again when this returns.
fn finish(path: &mut String, node: Node) -> Result<Value> {
    let below = match node {
        Node::Leaf(text) => return Ok(Value::Str(text)),
        Node::Tree(below) => below.nodes,
    };
    let length = path.len();
    let mut values = Vec::with_capacity(below.len());
    for (key, node) in below {
        path.push('.');
        path.push_str(&key);
        let value = finish(path, node)?;
        path.truncate(length);
        values.push((key, value));
    }
    let indexes = values.iter().filter(|(key, _)| key.starts_with(|c: char| c.is_ascii_digit())).count();
    if indexes == 0 {
        return Ok(Value::Map(values.into_iter().collect()));
    }
    if indexes < values.len() {
        return Err(inconsistent(path));
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
