//! One allocation an object, given back with the layout it was made with: an allocator that remembers watches.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use crate::prelude::*;

/// Writes the layout of each block in front of it, and compares when the block comes back.
struct Watching;

thread_local! {
    static BLOCKS: Cell<usize> = const { Cell::new(0) };
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

/// The block with room for two words in front, and how far in it starts.
fn with_label(layout: Layout) -> (Layout, usize) {
    let label = Layout::new::<[usize; 2]>();
    let (whole, offset) = label.extend(layout).expect("a layout of a test");
    (whole, offset)
}

fn label_of(block: *mut u8) -> *mut [usize; 2] {
    block.cast::<[usize; 2]>().wrapping_sub(1)
}

// SAFETY: [test allocator] blocks are those of `System`, shifted by an offset that only depends on the layout, which
// keeps the alignment.
unsafe impl GlobalAlloc for Watching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let (whole, offset) = with_label(layout);
        // SAFETY: [test allocator] `whole` is not empty.
        let start = unsafe { System.alloc(whole) };
        if start.is_null() {
            return start;
        }
        let block = start.wrapping_add(offset);
        // SAFETY: [test allocator] the label's words are in front of the block, within `whole`.
        unsafe { label_of(block).write_unaligned([layout.size(), layout.align()]) };
        BLOCKS.set(BLOCKS.get().wrapping_add(1));
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: [test allocator] `alloc` wrote it.
        let label = unsafe { label_of(block).read_unaligned() };
        if label != [layout.size(), layout.align()] {
            // A panic would allocate.
            std::process::abort();
        }
        let (whole, offset) = with_label(layout);
        BLOCKS.set(BLOCKS.get().wrapping_sub(1));
        // SAFETY: [test allocator] the block that `alloc` got, if the layouts are the same, which was checked.
        unsafe { System.dealloc(block.wrapping_sub(offset), whole) };
    }
}

#[global_allocator]
static WATCHING: Watching = Watching;

#[qom_type(crate = crate)]
struct Small {}

impl Drop for Small {
    fn drop(&mut self) {}
}

#[qom_type(parent = Small, crate = crate)]
struct Large {
    #[init([0; 100])]
    #[allow(dead_code)]
    bytes: [u64; 100],
}

impl Drop for Large {
    fn drop(&mut self) {}
}

/// The number of blocks allocated, and of those left, by `work`.
fn watch<R>(work: impl FnOnce() -> R) -> (usize, usize) {
    let (blocks, allocations) = (BLOCKS.get(), ALLOCATIONS.get());
    drop(work());
    (ALLOCATIONS.get() - allocations, BLOCKS.get().wrapping_sub(blocks))
}

#[test]
fn an_object_is_one_block() {
    drop((Small::new(), Large::new()));
    assert_eq!(watch(Small::new), (1, 0));
    assert_eq!(watch(Large::new), (1, 0));
    assert_eq!(watch(|| Large::new().upcast::<Object>()), (1, 0));
    assert_eq!(watch(|| Large::new().class().create().unwrap()), (2, 0));
}

#[test]
fn the_last_weak_handle_gives_the_block_back() {
    drop(Large::new());
    let large = watch(|| {
        let large: Obj<Object> = Large::new().upcast();
        let weak = large.downgrade();
        let other = weak.clone();
        drop(large);
        assert!(other.upgrade().is_none());
        drop(other);
        weak
    });
    assert_eq!(large, (1, 0));
}

#[test]
fn a_panic_gives_the_block_back() {
    #[qom_type(parent = Large, crate = crate)]
    struct Failing {
        #[init(fail())]
        #[allow(dead_code)]
        field: u32,
    }
    fn fail() -> u32 {
        // Without the message of `panic!`.
        std::panic::resume_unwind(Box::new(()))
    }
    let create = || drop(std::panic::catch_unwind(Failing::new));
    create();
    let (_, left) = watch(create);
    assert_eq!(left, 0);
}
