//! What objects, names, values and links are, without the library: plain lists, searched from end to end.

pub(crate) const OBJECTS: usize = 5;

/// The number of the root, which is no `node` and has none of its properties.
pub(crate) const ROOT: usize = OBJECTS;

/// The links that each node has, and whether they refuse the deletion of what they lead to.
pub(crate) const LINKS: [(&str, bool); 4] = [("keep", true), ("yield", false), ("look", false), ("fixed", true)];
const FIXED: usize = 3;

/// What is wrong, by the name of the kind of error.
pub(crate) type Kind = &'static str;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Number(i64),
    Text(String),
}

#[derive(Clone)]
enum Own {
    Value(u32),
    Alias { target: usize, life: u32, property: String },
}

#[derive(Clone, Default)]
struct Node {
    /// Grows each time that the object is replaced.
    life: u32,
    place: Option<(usize, String)>,
    children: Vec<(String, usize)>,
    own: Vec<(String, Own)>,
    speed: u32,
    /// What they lead to, and when they came to.
    links: [Option<(usize, u64)>; LINKS.len()],
}

/// Where a property is.
#[derive(Clone)]
enum Located {
    Type,
    Speed,
    Link(usize),
    Own(String),
    Child(usize),
}

#[derive(Clone, Default)]
pub(crate) struct Model {
    nodes: [Node; OBJECTS + 1],
    now: u64,
}

impl Model {
    pub(crate) fn path(&self, object: usize) -> Option<String> {
        if object == ROOT {
            return Some("/".into());
        }
        let (parent, name) = self.nodes[object].place.as_ref()?;
        let above = self.path(*parent)?;
        Some(if *parent == ROOT { format!("/{name}") } else { format!("{above}/{name}") })
    }

    pub(crate) fn parent(&self, object: usize) -> Option<usize> {
        self.nodes[object].place.as_ref().map(|(parent, _)| *parent)
    }

    pub(crate) fn children(&self, object: usize) -> Vec<(String, usize)> {
        self.nodes[object].children.clone()
    }

    /// The names of its own, as they were added.
    pub(crate) fn own(&self, object: usize) -> Vec<String> {
        self.nodes[object].own.iter().map(|(name, _)| name.clone()).collect()
    }

    fn is_within(&self, mut object: usize, top: usize) -> bool {
        loop {
            if object == top {
                return true;
            }
            let Some(parent) = self.parent(object) else { return false };
            object = parent;
        }
    }

    fn child(&self, object: usize, name: &str) -> Option<usize> {
        self.nodes[object].children.iter().find(|(own, _)| own == name).map(|(_, child)| *child)
    }

    fn has_class_property(object: usize, name: &str) -> bool {
        name == "type" || (object != ROOT && (name == "speed" || LINKS.iter().any(|(link, _)| *link == name)))
    }

    fn is_taken(&self, object: usize, name: &str) -> bool {
        Self::has_class_property(object, name)
            || self.child(object, name).is_some()
            || self.nodes[object].own.iter().any(|(own, _)| own == name)
    }

    fn check_name(name: &str) -> Result<(), Kind> {
        if ["1st", "a b", "x[*]y", ""].contains(&name) { Err("BadName") } else { Ok(()) }
    }

    fn free_name(&self, object: usize, name: &str) -> Result<String, Kind> {
        if let Some(array) = name.strip_suffix("[*]") {
            let name = |number: usize| format!("{array}[{number}]");
            return Ok((0..).map(name).find(|name| !self.is_taken(object, name)).unwrap());
        }
        if self.is_taken(object, name) { Err("DuplicateChild") } else { Ok(name.into()) }
    }

    pub(crate) fn add(&mut self, parent: usize, child: usize, name: &str, is_move: bool) -> Result<(), Kind> {
        Self::check_name(name)?;
        let is_placed = self.parent(child).is_some();
        if is_placed != is_move || child == ROOT || self.is_within(parent, child) {
            return Err("CannotAddChild");
        }
        let name = self.free_name(parent, name)?;
        self.unlink(child);
        self.nodes[parent].children.push((name.clone(), child));
        self.nodes[child].place = Some((parent, name));
        Ok(())
    }

    fn unlink(&mut self, child: usize) {
        if let Some((parent, _)) = self.nodes[child].place.take() {
            self.nodes[parent].children.retain(|(_, other)| *other != child);
        }
    }

    pub(crate) fn unparent(&mut self, object: usize) {
        if object == ROOT || self.parent(object).is_none() {
            return;
        }
        self.unlink(object);
        for (owner, link) in Self::all_links() {
            let leads_within = self.nodes[owner].links[link].is_some_and(|(target, _)| self.is_within(target, object));
            if leads_within && !LINKS[link].1 && !self.is_within(owner, object) {
                self.nodes[owner].links[link] = None;
            }
        }
    }

    pub(crate) fn delete(&mut self, object: usize) -> Result<(), Kind> {
        let refuses = |(owner, link): (usize, usize)| {
            let leads_within = self.nodes[owner].links[link].is_some_and(|(target, _)| self.is_within(target, object));
            leads_within && LINKS[link].1 && !self.is_within(owner, object)
        };
        if Self::all_links().any(refuses) {
            return Err("InUse");
        }
        self.unparent(object);
        Ok(())
    }

    /// The object goes, to which no strong link leads, and another begins its life under the same number.
    pub(crate) fn replace(&mut self, object: usize) {
        self.unparent(object);
        for (_, child) in self.children(object) {
            self.unparent(child);
        }
        for (owner, link) in Self::all_links() {
            self.nodes[owner].links[link].take_if(|(target, _)| *target == object);
        }
        self.nodes[object] = Node { life: self.nodes[object].life + 1, ..Node::default() };
    }

    fn all_links() -> impl Iterator<Item = (usize, usize)> {
        (0..OBJECTS).flat_map(|owner| (0..LINKS.len()).map(move |link| (owner, link)))
    }

    /// Who links to it, as they came to.
    pub(crate) fn linked_from(&self, object: usize) -> Vec<(usize, &'static str)> {
        let target = |(owner, link): (usize, usize)| self.nodes[owner].links[link];
        let mut all: Vec<_> = Self::all_links().filter(|at| target(*at).is_some_and(|(it, _)| it == object)).collect();
        all.sort_by_key(|at| target(*at).map(|(_, since)| since));
        all.into_iter().map(|(owner, link)| (owner, LINKS[link].0)).collect()
    }

    pub(crate) fn set_link(&mut self, object: usize, link: usize, target: Option<usize>) {
        self.now += 1;
        self.nodes[object].links[link] = target.map(|target| (target, self.now));
    }

    pub(crate) fn add_value(&mut self, object: usize, name: &str, value: u32) -> Result<String, Kind> {
        self.add_own(object, name, Own::Value(value))
    }

    fn add_own(&mut self, object: usize, name: &str, own: Own) -> Result<String, Kind> {
        Self::check_name(name)?;
        let name = self.free_name(object, name)?;
        self.nodes[object].own.push((name.clone(), own));
        Ok(name)
    }

    pub(crate) fn add_alias(
        &mut self,
        object: usize,
        name: &str,
        target: usize,
        property: &str,
    ) -> Result<String, Kind> {
        self.locate(target, property)?;
        let life = self.nodes[target].life;
        self.add_own(object, name, Own::Alias { target, life, property: property.into() })
    }

    pub(crate) fn remove_own(&mut self, object: usize, name: &str) -> Result<(), Kind> {
        let own = &mut self.nodes[object].own;
        let before = own.len();
        own.retain(|(other, _)| other != name);
        if own.len() < before { Ok(()) } else { Err("PropertyNotFound") }
    }

    fn locate(&self, object: usize, name: &str) -> Result<(usize, Located), Kind> {
        if Self::has_class_property(object, name) {
            let link = LINKS.iter().position(|(link, _)| *link == name);
            let other = if name == "type" { Located::Type } else { Located::Speed };
            return Ok((object, link.map_or(other, Located::Link)));
        }
        match self.nodes[object].own.iter().find(|(own, _)| own == name) {
            Some((_, Own::Value(_))) => Ok((object, Located::Own(name.into()))),
            Some((_, Own::Alias { target, life, property })) => {
                let is_alive = self.nodes[*target].life == *life;
                if is_alive { self.locate(*target, property) } else { Err("AliasedIsGone") }
            }
            None => {
                let child = self.child(object, name).ok_or("PropertyNotFound")?;
                Ok((object, Located::Child(child)))
            }
        }
    }

    pub(crate) fn get(&self, object: usize, name: &str) -> Result<Value, Kind> {
        let (owner, located) = self.locate(object, name)?;
        let path = |object| Value::Text(self.path(object).unwrap_or_default());
        Ok(match located {
            Located::Type => Value::Text(if owner == ROOT { "container" } else { "node" }.into()),
            Located::Speed => Value::Number(self.nodes[owner].speed.into()),
            Located::Link(link) => match self.nodes[owner].links[link] {
                Some((target, _)) => path(target),
                None => Value::Text(String::new()),
            },
            Located::Child(child) => path(child),
            Located::Own(name) => Value::Number((*self.value(owner, &name)).into()),
        })
    }

    fn value(&self, object: usize, name: &str) -> &u32 {
        match self.nodes[object].own.iter().find(|(own, _)| own == name) {
            Some((_, Own::Value(value))) => value,
            _ => unreachable!("located before"),
        }
    }

    fn set_value(&mut self, object: usize, name: &str, new: u32) {
        for (own, it) in &mut self.nodes[object].own {
            if own == name {
                *it = Own::Value(new);
            }
        }
    }

    pub(crate) fn set(&mut self, object: usize, name: &str, value: &Value) -> Result<(), Kind> {
        let (owner, located) = self.locate(object, name)?;
        let change = self.change(owner, &located, value)?;
        self.apply(owner, &located, change);
        Ok(())
    }

    /// What setting it would do: a number, or what it links to.
    fn change(&self, owner: usize, located: &Located, value: &Value) -> Result<Change, Kind> {
        match (located, value) {
            (Located::Type | Located::Child(_), _) => Err("PropertyNotWritable"),
            (Located::Speed | Located::Own(_), Value::Number(number)) => {
                u32::try_from(*number).map(Change::Number).map_err(|_| "InvalidParameterValue")
            }
            (Located::Speed | Located::Own(_), Value::Text(_)) => Err("InvalidParameterType"),
            (Located::Link(FIXED), _) if self.nodes[owner].links[FIXED].is_some() => Err("SetAlready"),
            (Located::Link(_), Value::Number(_)) => Err("InvalidParameterType"),
            (Located::Link(_), Value::Text(path)) if path.is_empty() => Ok(Change::Link(None)),
            (Located::Link(_), Value::Text(path)) => {
                let is_node = |object: &usize| *object != ROOT;
                match self.resolve(path, is_node) {
                    Ok(target) if self.path(target).is_none() => Err("NoSuchObject"),
                    Ok(target) => Ok(Change::Link(Some(target))),
                    Err("AmbiguousPath") => Err("NotUnique"),
                    Err(_) if self.resolve(path, |_| true).is_ok() => Err("InvalidParameterType"),
                    Err(kind) => Err(kind),
                }
            }
        }
    }

    fn apply(&mut self, owner: usize, located: &Located, change: Change) {
        match (located, change) {
            (Located::Speed, Change::Number(number)) => self.nodes[owner].speed = number,
            (Located::Own(name), Change::Number(number)) => self.set_value(owner, name, number),
            (Located::Link(link), Change::Link(target)) => self.set_link(owner, *link, target),
            _ => unreachable!("a change is of its kind"),
        }
    }

    /// What was there before.
    fn saved(&self, owner: usize, located: &Located) -> Change {
        match located {
            Located::Link(link) => Change::Link(self.nodes[owner].links[*link].map(|(target, _)| target)),
            Located::Own(name) => Change::Number(*self.value(owner, name)),
            _ => Change::Number(self.nodes[owner].speed),
        }
    }

    pub(crate) fn set_all(&mut self, object: usize, values: &[(String, Value)]) -> Result<(), Kind> {
        let located = values.iter().map(|(name, _)| self.locate(object, name)).collect::<Result<Vec<_>, _>>()?;
        for ((owner, located), (_, value)) in located.iter().zip(values) {
            self.change(*owner, located, value)?;
        }
        let mut undo = Vec::new();
        for ((owner, located), (_, value)) in located.iter().zip(values) {
            undo.push((*owner, located.clone(), self.saved(*owner, located)));
            match self.change(*owner, located, value) {
                Ok(change) => self.apply(*owner, located, change),
                Err(kind) => {
                    for (owner, located, old) in undo.into_iter().rev() {
                        self.apply(owner, &located, old);
                    }
                    return Err(kind);
                }
            }
        }
        Ok(())
    }

    /// What one component of a path leads to.
    fn component(&self, object: usize, name: &str) -> Option<usize> {
        if let Some(child) = self.child(object, name) {
            return Some(child);
        }
        match self.locate(object, name).ok()? {
            (owner, Located::Link(link)) => self.nodes[owner].links[link].map(|(target, _)| target),
            (_, Located::Child(child)) => Some(child),
            _ => None,
        }
    }

    fn walk(&self, from: usize, path: &str) -> Option<usize> {
        path.split('/').filter(|name| !name.is_empty()).try_fold(from, |object, name| self.component(object, name))
    }

    /// The only object of those that count to which the path leads.
    pub(crate) fn resolve(&self, path: &str, counts: impl Fn(&usize) -> bool) -> Result<usize, Kind> {
        if path.starts_with('/') {
            return self.walk(ROOT, path).filter(|object| counts(object)).ok_or("NoSuchObject");
        }
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        let is_start = |object: &usize| {
            let name = self.nodes[*object].place.as_ref().map(|(_, name)| name.as_str());
            name == Some(first) && self.path(*object).is_some()
        };
        let mut found: Vec<usize> =
            (0..OBJECTS).filter(is_start).filter_map(|object| self.walk(object, rest)).filter(counts).collect();
        found.sort_unstable();
        found.dedup();
        match found[..] {
            [] => Err("NoSuchObject"),
            [only] => Ok(only),
            _ => Err("AmbiguousPath"),
        }
    }
}

#[derive(Clone)]
enum Change {
    Number(u32),
    Link(Option<usize>),
}
