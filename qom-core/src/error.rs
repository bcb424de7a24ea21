//! [`Error`], its kinds, and the two ways to add to one.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use crate::singleton::Incumbent;

/// What the runtime's fallible functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something was refused. Match on the variant to tell the kinds apart; the text is for people, and is QEMU's
/// where QEMU has a good one.
///
/// ```
/// use qom_core::prelude::*;
///
/// let error = qom_core::new_by_name("pl012").unwrap_err();
/// assert!(matches!(error, Error::UnknownType { .. }));
/// assert_eq!(error.to_string(), "unknown type 'pl012'");
/// ```
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No type has this name.
    #[error("unknown type '{name}'")]
    UnknownType {
        /// The name that was looked up.
        name: Box<str>,
    },
    /// The type is abstract, so only its subtypes can be created. Interfaces are abstract too.
    #[error("object type '{name}' is abstract")]
    AbstractType {
        /// The abstract type.
        name: Box<str>,
    },
    /// A name that cannot be a type's: fewer than two characters, a first character that is not an ASCII letter or a
    /// digit from 1 to 9, or one that is not a letter, a digit, `-`, `_` or `.`.
    #[error("Registering '{name}' with illegal type name")]
    IllegalTypeName {
        /// The name as given.
        name: Box<str>,
    },
    /// Two types have the same name, so neither can be found by it.
    #[error("Registering '{name}' which already exists: {first} and {second}")]
    DuplicateType {
        /// The name they share.
        name: Box<str>,
        /// Where the first was declared, `file:line`.
        first: Box<str>,
        /// Where the second was declared, `file:line`.
        second: Box<str>,
    },
    /// The parent of a type is not registered.
    #[error("Type '{name}' is missing its parent '{parent}'")]
    MissingParent {
        /// The type.
        name: Box<str>,
        /// The name of its parent.
        parent: Box<str>,
    },
    /// An interface that a type lists is not registered.
    #[error("missing interface '{interface}' for object '{name}'")]
    MissingInterface {
        /// The type.
        name: Box<str>,
        /// The name of the interface.
        interface: Box<str>,
    },
    /// What a type names as its parent cannot be one: it is itself, a descendant, or of the wrong kind.
    #[error("type '{name}' cannot derive from '{parent}': {why}")]
    BadParent {
        /// The type.
        name: Box<str>,
        /// The name of the parent.
        parent: Box<str>,
        /// What is wrong with it.
        why: &'static str,
    },
    /// What a type lists as an interface is not one.
    #[error("type '{name}' lists '{interface}', which is not an interface")]
    NotAnInterface {
        /// The type.
        name: Box<str>,
        /// The name of what it lists.
        interface: Box<str>,
    },
    /// A class was needed while it was being made, as when a `class_init` creates an instance of its own type.
    #[error("the class of type '{name}' is needed while it is being made")]
    ClassRecursion {
        /// The type.
        name: Box<str>,
    },
    /// A type that is not abstract leaves a pure virtual method without an implementation.
    #[error("type '{name}' is not abstract and does not implement the pure method '{hook}' of '{owner}'")]
    PureHook {
        /// The type.
        name: Box<str>,
        /// The type or interface that declares the method.
        owner: Box<str>,
        /// The method.
        hook: Box<str>,
    },
    /// The `class_init` of a type that is registered at run time expects another parent.
    #[error("the class_init of type '{name}' is for '{wanted}', which '{name}' is not")]
    WrongClassInit {
        /// The type.
        name: Box<str>,
        /// The type its `class_init` was written for.
        wanted: Box<str>,
    },
    /// A type that is registered at run time lists `singleton` though it derives from a singleton, whose place it shares.
    #[error("type '{name}' lists 'singleton' again: it shares the place of '{ancestor}'")]
    SingletonAgain {
        /// The type.
        name: Box<str>,
        /// The ancestor that is a singleton.
        ancestor: Box<str>,
    },
    /// There is an object in the place that a new one would take, or one is being created.
    #[error("{message}: {incumbent}")]
    Occupied {
        /// The type after which the place is called.
        group: Box<str>,
        /// What there is to say of a second one: the group's own sentence if it has one.
        message: Box<str>,
        /// What is in the place.
        incumbent: Box<Incumbent>,
    },
    /// The object that was in the place has no handle left, and its last destructor has not returned.
    #[error("{message}: {incumbent}")]
    Dying {
        /// The type after which the place is called.
        group: Box<str>,
        /// What there is to say of a second one: the group's own sentence if it has one.
        message: Box<str>,
        /// What is in the place.
        incumbent: Box<Incumbent>,
    },
    /// An object cannot be registered with a resource.
    #[error("cannot register object of type '{name}' with object of type '{resource}': {why}")]
    CannotRegister {
        /// The type of the object.
        name: Box<str>,
        /// The type of the resource.
        resource: Box<str>,
        /// What is in the way.
        why: &'static str,
    },
    /// A checked cast failed.
    #[error("object of type '{actual}' is not an instance of type '{wanted}'")]
    NotAnInstance {
        /// The type of the object.
        actual: Box<str>,
        /// The type or interface it was cast to.
        wanted: Box<str>,
    },
    /// A type declares a property that its parent has, or the same twice.
    #[error("attempt to add duplicate property '{property}' to class (type '{name}')")]
    DuplicateProperty {
        /// The type.
        name: Box<str>,
        /// The name of the property.
        property: Box<str>,
    },
    /// The object has no property of this name.
    #[error("Property '{owner}.{name}' not found")]
    PropertyNotFound {
        /// The type of the object.
        owner: Box<str>,
        /// The name as given.
        name: Box<str>,
    },
    /// The property cannot be set by name.
    #[error("Property '{owner}.{name}' is not writable")]
    PropertyNotWritable {
        /// The type of the object.
        owner: Box<str>,
        /// The name of the property.
        name: Box<str>,
    },
    /// A value is of another type than the property.
    #[error("Invalid parameter type for '{name}', expected: {expected}")]
    InvalidParameterType {
        /// The name of the property.
        name: Box<str>,
        /// What it takes.
        expected: Cow<'static, str>,
    },
    /// A value is out of the property's range, or a text that is no value of its type.
    #[error("Parameter '{name}' expects {expected}")]
    InvalidParameterValue {
        /// The name of the property.
        name: Box<str>,
        /// What it takes.
        expected: Cow<'static, str>,
    },
    /// A number of bytes is too large to be one.
    #[error("Value '{value}' is out of range for parameter '{name}'")]
    ValueOutOfRange {
        /// The name of the property.
        name: Box<str>,
        /// The number as given.
        value: Box<str>,
    },
    /// A word is none of those that the property takes.
    #[error("Parameter '{name}' does not accept value '{value}'")]
    NotAChoice {
        /// The name of the property.
        name: Box<str>,
        /// The word as given.
        value: Box<str>,
    },
    /// The object whose property this one stands for is gone.
    #[error("Property '{owner}.{name}' stands for one of an object that is gone")]
    AliasedIsGone {
        /// The type of the object.
        owner: Box<str>,
        /// The name of the property.
        name: Box<str>,
    },
    /// A property cannot stand for another.
    #[error("Property '{name}' cannot stand for '{property}': {why}")]
    CannotAlias {
        /// The name it was to get.
        name: Box<str>,
        /// The property that it was to stand for.
        property: Box<str>,
        /// What is in the way.
        why: &'static str,
    },
    /// There is no type that users could mean by this.
    #[error("invalid object type: {name}")]
    InvalidObjectType {
        /// The name as given.
        name: Box<str>,
    },
    /// The type is not one whose objects users may create.
    #[error("object type '{name}' isn't supported by object-add")]
    NotUserCreatable {
        /// The type.
        name: Box<str>,
    },
    /// An object cannot be reset, or released, as things are.
    #[error("cannot reset '{name}': {why}")]
    CannotReset {
        /// Where it is in the tree, or its type.
        name: Box<str>,
        /// What is in the way.
        why: &'static str,
    },
    /// Another thread resets the object.
    #[error("cannot reset '{name}': another thread is at it")]
    ResetRunning {
        /// Where it is in the tree, or its type.
        name: Box<str>,
    },
    /// Something has to be said, and is not.
    #[error("Parameter '{name}' is missing")]
    MissingParameter {
        /// What it is called.
        name: Box<str>,
    },
    /// Users have created no object of this id.
    #[error("object '{id}' not found")]
    NoSuchId {
        /// The id as given.
        id: Box<str>,
    },
    /// An object was taken out of the tree while it was being put there.
    #[error("object '{name}' was deleted before it was complete")]
    DeletedMeanwhile {
        /// What it was called.
        name: Box<str>,
    },
    /// The object cannot be deleted.
    #[error("object '{name}' is in use, can not be deleted{}", user.as_deref().map(|user| format!(" (by {user})")).unwrap_or_default())]
    InUse {
        /// Its id, or its path.
        name: Box<str>,
        /// The property that leads to it, if it is such a one that keeps it.
        user: Option<Box<str>>,
    },
    /// A link that leads to an object cannot be set again.
    #[error("Property '{name}' is set already, and can be set once")]
    SetAlready {
        /// The name of the property.
        name: Box<str>,
    },
    /// The property can be set by name, and not read.
    #[error("Property '{owner}.{name}' is not readable")]
    PropertyNotReadable {
        /// The type of the object.
        owner: Box<str>,
        /// The name of the property.
        name: Box<str>,
    },
    /// There is no such command.
    #[error("The command {name} has not been found")]
    NoSuchCommand {
        /// The command.
        name: Box<str>,
    },
    /// There is no such class.
    #[error("Class '{name}' not found")]
    NoSuchClass {
        /// The class.
        name: Box<str>,
    },
    /// What should be an id has other characters, or does not start with a letter.
    #[error("Parameter '{name}' expects an identifier")]
    NotAnId {
        /// The parameter.
        name: Box<str>,
    },
    /// An option that there is not.
    #[error("Invalid parameter '{name}'")]
    InvalidParameter {
        /// Its name.
        name: Box<str>,
    },
    /// A key that has others below it, where a value was to be: `size.x=1`.
    #[error("Parameters '{name}.*' are unexpected")]
    UnexpectedParameters {
        /// The name of the property.
        name: Box<str>,
    },
    /// A name that cannot be a child's, or a property's of one object.
    #[error(
        "'{name}' cannot be a name: first a letter, then letters, digits, '-', '.', '_', and in the end an index, '[0]'"
    )]
    BadName {
        /// The name as given.
        name: Box<str>,
    },
    /// A member that the structure does not have.
    #[error("Parameter '{name}' is unexpected")]
    UnexpectedParameter {
        /// Where it is: `boot.x`.
        name: Box<str>,
    },
    /// More elements than a list can have.
    #[error("Only {count} list elements expected in {name}")]
    TooManyElements {
        /// The list.
        name: Box<str>,
        /// How many it has.
        count: usize,
    },
    /// The parent has a child of this name already.
    #[error("attempt to add duplicate property '{name}' to object (type '{parent}')")]
    DuplicateChild {
        /// The name of both.
        name: Box<str>,
        /// The type of the parent.
        parent: Box<str>,
    },
    /// An object cannot become the child of another.
    #[error("cannot add object of type '{child}' as child '{name}' of object of type '{parent}': {why}")]
    CannotAddChild {
        /// The name it was to get.
        name: Box<str>,
        /// The type of the child.
        child: Box<str>,
        /// The type of the parent.
        parent: Box<str>,
        /// What is in the way.
        why: &'static str,
    },
    /// No object is at this path.
    #[error("Device '{path}' not found")]
    NoSuchObject {
        /// The path as given.
        path: Box<str>,
    },
    /// More than one object has a path that ends so.
    #[error("Path '{path}' is ambiguous")]
    AmbiguousPath {
        /// The path as given.
        path: Box<str>,
    },
    /// More than one object that a link could lead to has a path that ends so.
    #[error("Path '{path}' does not uniquely identify an object")]
    NotUnique {
        /// The path as given.
        path: Box<str>,
    },
    /// More than one object is of a type of which there was to be one.
    #[error("More than one object of type {type_name}")]
    NotTheOnly {
        /// The type.
        type_name: Box<str>,
    },
    /// No object is of this type.
    #[error("No object found of type {type_name}")]
    NoneOfType {
        /// The type.
        type_name: Box<str>,
    },
    /// Crates whose types were expected have none in this program.
    #[error("no types of the crate(s) {0}: not linked in; call the crate's `link()`, or name it in a `use`")]
    MissingCrates(
        /// The names of the crates, separated by commas.
        Box<str>,
    ),
    /// Something that happened while doing something else.
    #[error("{context}: {source}")]
    Context {
        /// What was being done.
        context: Box<str>,
        /// What happened.
        source: Box<Error>,
    },
    /// An error of another library or of a device model.
    #[error(transparent)]
    Other(Box<dyn StdError + Send + Sync>),
}

impl Error {
    /// An error of one's own: any error type, or a text.
    pub fn other(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Other(error.into())
    }

    /// The same error, with what was being done in front of it.
    pub fn context(self, context: impl fmt::Display) -> Self {
        Self::Context { context: context.to_string().into(), source: Box::new(self) }
    }

    /// The error without the contexts around it, to match on.
    pub fn root(&self) -> &Self {
        match self {
            Self::Context { source, .. } => source.root(),
            other => other,
        }
    }
}

/// The text, as in `Display`: it is what `main` prints of an error that it returns, and `unwrap` of one that it meets.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! from_others {
    ($($error:ty),*) => {
        $(impl From<$error> for Error {
            fn from(error: $error) -> Self {
                Self::other(error)
            }
        })*
    };
}

from_others!(
    std::io::Error,
    std::num::ParseIntError,
    std::num::ParseFloatError,
    std::str::ParseBoolError,
    std::str::Utf8Error,
    String,
    &str
);

/// Adds to the error of a `Result` what was being done. In the prelude.
///
/// ```
/// use qom_core::prelude::*;
///
/// let error = qom_core::new_by_name("pl012").context("-device pl012").unwrap_err();
/// assert_eq!(error.to_string(), "-device pl012: unknown type 'pl012'");
/// ```
pub trait ResultExt<T> {
    /// Puts `context` in front of the error, if there is one.
    ///
    /// # Errors
    /// [`Error::Context`] around the error there was.
    fn context(self, context: impl fmt::Display) -> Result<T>;
}

impl<T, E: Into<Error>> ResultExt<T> for Result<T, E> {
    fn context(self, context: impl fmt::Display) -> Result<T> {
        self.map_err(|error| error.into().context(context))
    }
}

/// Returns an [`Error::Other`] with the given text.
///
/// ```
/// use qom_core::prelude::*;
///
/// fn check(mode: &str) -> Result<u8> {
///     match mode {
///         "legacy" => Ok(0),
///         _ => bail!("unknown mode '{mode}'"),
///     }
/// }
/// assert_eq!(check("x").unwrap_err().to_string(), "unknown mode 'x'");
/// ```
#[macro_export]
macro_rules! bail {
    ($($text:tt)+) => {
        return ::core::result::Result::Err($crate::Error::other(::std::format!($($text)+)))
    };
}

/// Returns an [`Error::Other`] with the given text unless the condition holds.
///
/// ```
/// use qom_core::prelude::*;
///
/// fn check(clk: u32) -> Result<()> {
///     ensure!(clk > 0, "clk must be positive, not {clk}");
///     Ok(())
/// }
/// assert_eq!(check(0).unwrap_err().to_string(), "clk must be positive, not 0");
/// ```
#[macro_export]
macro_rules! ensure {
    ($condition:expr, $($text:tt)+) => {
        // In this order a condition that is none is told of in its own place.
        if $condition {
        } else {
            $crate::bail!($($text)+);
        }
    };
}
