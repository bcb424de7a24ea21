//! How an object goes: leaf level first, each level's `Drop` and fields before its parent's, and long chains of
//! objects without recursion.

use std::alloc;
use std::cell::{Cell, RefCell};
use std::mem::{ManuallyDrop, needs_drop};
use std::ptr::{self, NonNull};

use super::header::Object;
use super::view::QomType;
use crate::class::Class;

/// How many destructors may run inside one another before further objects wait for the outermost to return.
const MAX_NESTING: usize = 64;

thread_local! {
    static NESTING: Cell<usize> = const { Cell::new(0) };
    /// Has no destructor of its own, so that it is there for objects which go in those of other thread-locals;
    /// whoever works it off frees it.
    static WAITING: ManuallyDrop<RefCell<Vec<Doomed>>> = const { ManuallyDrop::new(RefCell::new(Vec::new())) };
}

/// How to drop the fields that one Rust type adds. `None`: they need no dropping.
#[derive(Clone, Copy)]
pub(crate) struct RustLevel(Option<unsafe fn(NonNull<()>)>);

impl RustLevel {
    pub(crate) const NONE: Self = Self(None);

    pub(crate) const fn of<T: QomType>() -> Self {
        Self(if needs_drop::<T>() { Some(drop_level::<T>) } else { None })
    }

    pub(crate) fn needs_drop(self) -> bool {
        self.0.is_some()
    }
}

/// Drops `T`'s own `Drop` and fields; the parent field is `ManuallyDrop`.
///
/// # Safety
/// `place` holds an object with a live `T` level, which is never used again.
unsafe fn drop_level<T: QomType>(place: NonNull<()>) {
    // SAFETY: [dropped once] the caller's promise.
    unsafe { ptr::drop_in_place(place.cast::<T>().as_ptr()) }
}

/// An object whose last handle is gone and whose destructors have yet to run.
struct Doomed {
    place: NonNull<()>,
    /// Its class. While it is torn down its header has that of the level which is next.
    leaf: &'static Class,
}

/// Destroys the object and lets go of the weak count that its strong handles held.
///
/// # Safety
/// The caller dropped the last strong handle of the object at `place`, a pointer to the whole allocation.
pub(super) unsafe fn destroy(place: NonNull<()>) {
    // SAFETY: [header outlives teardown] the strong handles' weak count keeps the storage until the end.
    let object = unsafe { place.cast::<Object>().as_ref() };
    let leaf = object.class();
    let doomed = Doomed { place, leaf };
    if leaf.first_drop().is_none() && object.node().is_none() {
        drop(Storage(doomed));
        return;
    }
    let nesting = NESTING.get();
    if nesting < MAX_NESTING {
        let _nesting = Nesting::enter(nesting);
        doomed.run();
        return;
    }
    WAITING.with(|waiting| waiting.borrow_mut().push(doomed));
}

/// Keeps count of the nesting; the outermost also works off the queue, on a panic too.
struct Nesting {
    outer: usize,
}

impl Nesting {
    fn enter(outer: usize) -> Self {
        NESTING.set(outer + 1);
        Self { outer }
    }
}

impl Drop for Nesting {
    fn drop(&mut self) {
        // Runs what is left, and restores the nesting, should one of the queued destructors panic.
        let _rest = Rest { outer: self.outer };
        work_off_queue(self.outer);
    }
}

struct Rest {
    outer: usize,
}

impl Drop for Rest {
    fn drop(&mut self) {
        work_off_queue(self.outer);
        NESTING.set(self.outer);
    }
}

fn work_off_queue(outer: usize) {
    if outer > 0 {
        return;
    }
    while let Some(next) = WAITING.with(|waiting| waiting.borrow_mut().pop()) {
        next.run();
    }
    WAITING.with(|waiting| drop(waiting.take()));
}

impl Doomed {
    fn run(self) {
        let storage = Storage(self);
        let Doomed { place, leaf } = storage.0;
        // SAFETY: [dropped once] a `Doomed` is made once an object, by `destroy`, whose caller was the last owner.
        let levels = unsafe { Levels::of(place, leaf) };
        // SAFETY: [header outlives teardown] `storage` keeps it.
        let object = unsafe { place.cast::<Object>().as_ref() };
        if let Some(node) = object.node() {
            node.before_drop(object);
        }
        levels.drop_all();
    }
}

/// The strong handles' share in the storage, given back when the last level is gone or has panicked.
struct Storage(Doomed);

impl Drop for Storage {
    fn drop(&mut self) {
        let Doomed { place, leaf } = self.0;
        // SAFETY: [weak count keeps the storage] the one that is given back below.
        let object = unsafe { place.cast::<Object>().as_ref() };
        // Whoever frees the storage needs the layout of the whole object.
        object.set_class(leaf);
        let _storage = LastLevelGone(place);
        if let Some(ended) = leaf.ended_hook() {
            ended.0(object);
        }
    }
}

/// The second half of that, also when the destructor of another object, which went with this one, panics.
struct LastLevelGone(NonNull<()>);

impl Drop for LastLevelGone {
    fn drop(&mut self) {
        let place = self.0;
        // SAFETY: [weak count keeps the storage] the one that is given back below.
        let object = unsafe { place.cast::<Object>().as_ref() };
        // SAFETY: [node goes with the object] the levels are gone, and with them all who could have borrowed from it.
        unsafe { object.free_node() };
        if object.counts().release_shared_weak() {
            // SAFETY: [freed once] that was the last weak count.
            unsafe { free_storage(place) };
        }
    }
}

/// Gives back the weak count of a weak handle, and the storage with the last.
///
/// # Safety
/// The caller owns the weak count; `place` points to the whole allocation.
#[inline]
pub(super) unsafe fn release_storage(place: NonNull<()>) {
    // SAFETY: [weak count keeps the storage] the caller's count.
    let object = unsafe { place.cast::<Object>().as_ref() };
    // The counts of another object would be no good.
    object.check_not_moved();
    if object.counts().release_weak() {
        // SAFETY: [freed once] that was the last weak count.
        unsafe { free_storage(place) };
    }
}

/// # Safety
/// The last count of the object at `place` is gone, so nobody else can reach it.
unsafe fn free_storage(place: NonNull<()>) {
    // SAFETY: [header outlives teardown] the storage is there until the end of this function.
    let object = unsafe { place.cast::<Object>().as_ref() };
    // Now and not before the last count went: in teardown the class is not that of the whole allocation, and
    // `Storage` has put the leaf's back. `Memory::allocate` used its layout.
    let layout = object.class().layout();
    // SAFETY: [freed once] the caller's promise.
    unsafe { alloc::dealloc(place.as_ptr().cast(), layout) };
}

/// Drops the levels of the object at `place`, from that of `leaf` to the root.
///
/// # Safety
/// As `Levels::of`.
pub(super) unsafe fn drop_levels(place: NonNull<()>, leaf: &'static Class) {
    // SAFETY: [dropped once] the caller's promise.
    unsafe { Levels::of(place, leaf) }.drop_all();
}

/// The levels still to drop. They go with this, so that whatever panics, a `Drop` or what comes before, keeps none.
struct Levels {
    place: NonNull<()>,
    next: Option<&'static Class>,
}

impl Levels {
    /// # Safety
    /// `place` holds an object whose levels are those of `leaf`; but for what runs before they are dropped, they are
    /// never used again.
    unsafe fn of(place: NonNull<()>, leaf: &'static Class) -> Self {
        Self { place, next: leaf.first_drop() }
    }

    /// A `Drop` that panics ends its own level only: those above go while unwinding.
    fn drop_all(mut self) {
        while self.drop_next() {}
    }

    fn drop_next(&mut self) -> bool {
        let Some(class) = self.next.take() else { return false };
        self.next = class.next_drop();
        // SAFETY: [header outlives its levels] `Object` itself needs no dropping.
        let object = unsafe { self.place.cast::<Object>().as_ref() };
        // From here on virtual calls reach this level's methods, not those of the levels that are gone.
        object.set_class(class);
        if let Some(drop_level) = class.level().0 {
            let _checked = NotMoved(self.place);
            // SAFETY: [dropped once] the level is live by the contract of `of`, and was taken from `next` above.
            unsafe { drop_level(self.place) };
        }
        true
    }
}

impl Drop for Levels {
    fn drop(&mut self) {
        while self.drop_next() {}
    }
}

/// Checks, also after a panic, that a `Drop` left the object where it was: nothing could be freed correctly else.
struct NotMoved(NonNull<()>);

impl Drop for NotMoved {
    fn drop(&mut self) {
        // SAFETY: [header outlives its levels] `Object` itself needs no dropping.
        unsafe { self.0.cast::<Object>().as_ref() }.check_not_moved();
    }
}
