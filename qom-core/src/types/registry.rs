//! The table of all types: those linked into the program and those registered while it runs.

use std::cmp::Ordering;
use std::sync::{LazyLock, Mutex};

use super::info::TypeInfo;
use super::name::is_legal_type_name;
use super::table::Table;
use crate::error::{Error, Result};
use crate::sync::lock;

/// A type that is linked into the program: what the attributes submit to `inventory`.
#[doc(hidden)]
pub struct Registration(pub &'static TypeInfo);

inventory::collect!(Registration);

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let table = Table::with_capacity(inventory::iter::<Registration>.into_iter().count());
    for Registration(info) in inventory::iter::<Registration> {
        if let Err((first, info)) = table.add(*info, |info| info) {
            first.add_namesake(info);
        }
    }
    table
});

/// The description of the type or interface of this name. No class is made.
///
/// # Errors
/// [`Error::UnknownType`], or [`Error::DuplicateType`] with all the places that declare one.
///
/// ```
/// assert_eq!(qom_core::type_by_name("device")?.parent(), Some("object"));
/// # Ok::<(), qom_core::Error>(())
/// ```
pub fn type_by_name(name: &str) -> Result<&'static TypeInfo> {
    match TABLE.get(name) {
        Some(info) if info.is_only_of_its_name() => Ok(info),
        Some(first) => Err(duplicate(&first.namesakes().collect::<Vec<_>>())),
        None => Err(Error::UnknownType { name: name.into() }),
    }
}

#[cold]
fn duplicate(all: &[&TypeInfo]) -> Error {
    let mut places: Vec<String> = all.iter().map(|info| info.place()).collect();
    places.sort();
    let second = places.split_off(1).join(", ");
    Error::DuplicateType { name: all[0].name().into(), first: places.concat().into(), second: second.into() }
}

/// All types and interfaces, sorted by name without regard to case.
///
/// QOM: `object_class_get_list_sorted`, which makes every class on the way; this makes none.
///
/// ```
/// assert!(qom_core::types().any(|info| info.name() == "device"));
/// ```
#[doc(alias("object_class_foreach", "object_class_get_list_sorted"))]
pub fn types() -> impl Iterator<Item = &'static TypeInfo> {
    sorted(unsorted())
}

fn sorted(infos: impl Iterator<Item = &'static TypeInfo>) -> impl Iterator<Item = &'static TypeInfo> {
    let mut all: Vec<&'static TypeInfo> = infos.collect();
    all.sort_unstable_by(|one, other| by_name(one, other));
    all.into_iter()
}

fn by_name(one: &TypeInfo, other: &TypeInfo) -> Ordering {
    let place = |info: &TypeInfo| (info.crate_name(), info.file(), info.line());
    let (name, other_name) = (one.name(), other.name());
    let folded = name.bytes().map(|byte| byte.to_ascii_lowercase());
    folded
        .cmp(other_name.bytes().map(|byte| byte.to_ascii_lowercase()))
        .then_with(|| name.cmp(other_name))
        .then_with(|| place(one).cmp(&place(other)))
}

fn unsorted() -> impl Iterator<Item = &'static TypeInfo> {
    TABLE.all().flat_map(TypeInfo::namesakes)
}

/// The types that are instances of the type or interface called `name`, itself included, in the order of
/// [`types`]. An unknown name has none.
///
/// QOM: the `implements` of `qom-list-types`.
#[doc(alias = "object_class_get_list")]
pub fn types_implementing(name: &str) -> impl Iterator<Item = &'static TypeInfo> {
    // Those that are not are not sorted.
    sorted(unsorted().filter(|info| info.is_a(name)))
}

/// Adds a type to the table. The order of registrations is free: a parent may come later, and must be there when
/// the type is first used.
///
/// QOM: `type_register`.
///
/// # Errors
/// * [`Error::IllegalTypeName`], [`Error::DuplicateType`];
/// * a parent that is an interface or derives from the type itself: [`Error::BadParent`]; something that is no
///   interface among the interfaces: [`Error::NotAnInterface`];
/// * a type that lists `singleton` below one that is a singleton: [`Error::SingletonAgain`];
/// * once all ancestors are known: a `class_init` for another type ([`Error::WrongClassInit`]); a pure method that
///   nothing implements, unless the type is abstract ([`Error::PureHook`]). If a pure method is open, `class_init` runs
///   to find out whether it fills it, and again when the class is made.
///
/// The table is then as it was.
#[doc(alias("type_register_static", "type_register_static_array"))]
pub fn register_type(info: TypeInfo) -> Result<&'static TypeInfo> {
    if !is_legal_type_name(info.name()) {
        return Err(Error::IllegalTypeName { name: info.name().into() });
    }
    if let Some(present) = TABLE.get(info.name()) {
        return Err(already_registered(present, &info));
    }
    check_parent(&info)?;
    check_interfaces(&info)?;
    info.check_class_init()?;
    info.check_singleton()?;
    crate::class::check_pure_hooks(&info)?;
    // One at a time from here: two types could each be fine alone and together close a circle. Not earlier, since
    // the check above runs `class_init`, which may register types.
    static REGISTERING: Mutex<()> = Mutex::new(());
    let _registering = lock(&REGISTERING);
    check_parent(&info)?;
    TABLE.add(info, |info| Box::leak(Box::new(info))).map_err(|(present, info)| already_registered(present, &info))
}

fn already_registered(present: &'static TypeInfo, info: &TypeInfo) -> Error {
    let mut all: Vec<&TypeInfo> = present.namesakes().collect();
    all.push(info);
    duplicate(&all)
}

/// An interface that is not there may come later; one that is something else will not change.
fn check_interfaces(info: &TypeInfo) -> Result<()> {
    match info.interface_infos() {
        Err(Error::MissingInterface { .. }) | Ok(_) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Names never change, so a circle can only be closed by the type that is registered last.
fn check_parent(info: &TypeInfo) -> Result<()> {
    let Some(parent) = info.parent() else { return Ok(()) };
    let refuse = |why| Err(Error::BadParent { name: info.name().into(), parent: parent.into(), why });
    if parent == info.name() || info.lineage().skip(1).any(|ancestor| ancestor.parent() == Some(info.name())) {
        return refuse("it derives from the type itself");
    }
    match info.parent_info() {
        Ok(Some(parent)) if parent.is_interface() => refuse("it is an interface"),
        Ok(_) | Err(Error::MissingParent { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// All that is wrong with the types of this program: names that two crates use, parents and interfaces that are not
/// there or are something else, a `class_init` for another type, a property or `Singleton` that an ancestor has. Nothing if all is well.
///
/// Every one of them is also reported where it matters: the types concerned cannot be found, all others work. A
/// program that wants to know at start asks here.
///
/// ```standalone_crate
/// assert!(qom_core::check_types().is_empty());
/// ```
pub fn check_types() -> Vec<Error> {
    // In a program with thousands of types it takes longer to sort them than to see that all are right.
    if unsorted().all(|info| info.is_only_of_its_name() && faults_of(info).is_empty()) {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let mut previous = None;
    for info in types() {
        if previous != Some(info.name())
            && let Err(error @ Error::DuplicateType { .. }) = type_by_name(info.name())
        {
            faults.push(error);
        }
        previous = Some(info.name());
        faults.extend(faults_of(info));
    }
    faults
}

fn faults_of(info: &'static TypeInfo) -> Vec<Error> {
    let name = info.name();
    let illegal = (!is_legal_type_name(name)).then(|| Error::IllegalTypeName { name: name.into() });
    let checked = [
        info.parent_info().err(),
        info.interface_infos().err(),
        info.check_class_init().err(),
        info.check_singleton().err(),
        info.check_properties().err(),
    ];
    illegal.into_iter().chain(checked.into_iter().flatten()).collect()
}

/// Checks that each of the named crates has types in this program. The linker drops a crate that nothing names, and
/// with it its types, without a word; a program that creates types by name says here which crates it counts on.
///
/// `-` and `_` in crate names are the same.
///
/// # Errors
/// [`Error::MissingCrates`] lists those that have none.
///
/// ```
/// qom_core::expect_crates(["qom-core"])?;
/// # Ok::<(), qom_core::Error>(())
/// ```
pub fn expect_crates<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> Result<()> {
    let mut present: Vec<&str> = unsorted().map(TypeInfo::crate_name).collect();
    present.sort_unstable();
    present.dedup();
    let missing: Vec<String> = names
        .into_iter()
        .filter(|name| {
            let name = name.as_ref().replace('-', "_");
            !present.iter().any(|crate_name| *crate_name == name)
        })
        .map(|name| name.as_ref().to_owned())
        .collect();
    if missing.is_empty() { Ok(()) } else { Err(Error::MissingCrates(missing.join(", ").into())) }
}
