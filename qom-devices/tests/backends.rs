//! Backends once they are complete: what they were made with stays, and what they were made of is no pipe.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use qom_core::prelude::*;
use qom_devices::{MemoryBackendRam, RngRandom};

fn text<T: std::fmt::Debug>(result: Result<T>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn what_a_complete_object_was_made_with_stays() {
    let context = Context::new();
    let ram = context.object_add_str("memory-backend-ram,id=m,size=1M").unwrap();
    assert_eq!(text(ram.set("size", 4096)), "cannot change property 'size' of memory-backend-ram");
    assert_eq!(text(ram.set_from_str("size", "1M")), "cannot change property 'size' of memory-backend-ram");
    assert_eq!(ram.get::<u64>("size").unwrap(), 1 << 20);
    let rng = context.object_add_str("rng-random,id=r").unwrap();
    assert_eq!(text(rng.set("filename", "/dev/zero")), "Property 'filename' can no longer be set");
    assert_eq!(rng.get::<String>("filename").unwrap(), "/dev/urandom");
}

#[test]
fn before_an_object_is_complete_all_can_be_changed() {
    let ram = new_by_name("memory-backend-ram").unwrap();
    ram.set("size", 4096).unwrap();
    ram.set("size", 0).unwrap();
    let complete = || ram.as_interface::<UserCreatable>().unwrap().complete();
    assert_eq!(text(complete()), "can't create backend with size 0");
    ram.set("size", 8192).unwrap();
    complete().unwrap();
}

#[test]
fn an_object_is_complete_once() {
    let context = Context::new();
    let ram: Obj<MemoryBackendRam> =
        context.object_add_str("memory-backend-ram,id=m,size=1M").unwrap().downcast().unwrap();
    let region = ram.region().unwrap();
    assert_eq!(text(ram.interface::<UserCreatable>().complete()), "object is complete already");
    assert!(std::sync::Arc::ptr_eq(&region, &ram.region().unwrap()));
    assert_eq!(text(context.object_del("m")), "object 'm' is in use, can not be deleted");
    let rng: Obj<RngRandom> = context.object_add_str("rng-random,id=r").unwrap().downcast().unwrap();
    assert_eq!(text(rng.interface::<UserCreatable>().complete()), "object is complete already");
    rng.fill(&mut [0; 8]).unwrap();
}

#[test]
fn entropy_is_not_read_from_a_pipe_nor_from_a_directory() {
    let directory = std::env::temp_dir().join(format!("qom-backends-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let pipe = directory.join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for path in [&pipe, &directory] {
        let path = path.to_str().unwrap().to_owned();
        let (sender, receiver) = mpsc::channel();
        let options = format!("rng-random,id=r,filename={path}");
        thread::spawn(move || sender.send(text(Context::new().object_add_str(&options))));
        let said = receiver.recv_timeout(Duration::from_secs(10)).expect("it waits for a writer");
        assert_eq!(said, format!("Could not open '{path}': neither a regular file nor a character device"));
    }
    std::fs::remove_dir_all(&directory).unwrap();
}

#[test]
fn who_waits_for_entropy_does_not_make_others_wait() {
    // A terminal that nobody types at.
    let Ok(_) = std::fs::File::open("/dev/ptmx") else { return };
    let context = Context::new();
    let rng: Obj<RngRandom> = context.object_add_str("rng-random,id=r,filename=/dev/ptmx").unwrap().downcast().unwrap();
    let waiting = rng.clone();
    thread::spawn(move || waiting.fill(&mut [0]));
    thread::sleep(Duration::from_millis(50));
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(rng.set("filename", "x").is_err()));
    assert_eq!(receiver.recv_timeout(Duration::from_secs(10)), Ok(true));
}
