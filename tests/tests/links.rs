//! Links: row A7.7, by name and by type, strong and weak, to types and to interfaces.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::Mutex;

use qom_core::prelude::*;
use qom_tests::text;

#[qom_interface(Chardev)]
pub trait ChardevImpl {}

#[qom_type(abstract, interfaces = [Chardev])]
pub struct Backend {}

#[qom_type(parent = Backend)]
pub struct FileBackend {}

#[qom_type]
pub struct OtherThing {}

#[qom_type(parent = Device)]
pub struct Frontend {
    #[property]
    backend: Link<Backend>,
    #[property]
    chardev: Link<Chardev>,
    #[property(settable = always)]
    peer: WeakLink<FileBackend>,
}

fn add<T: qom_core::object::ObjectView>(path: &str, name: &str, object: &Obj<T>) {
    Context::current().object_at(path).unwrap().add_child(name, object).unwrap();
}

#[qom_core::test]
fn a7_7_a_link_is_set_by_a_path_and_read_as_one() {
    let (file, frontend) = (FileBackend::new(), Frontend::new());
    add("/objects", "file", &file);
    assert_eq!(frontend.get::<String>("backend").unwrap(), "");
    for path in ["/objects/file", "file", "objects/file", "//objects//file"] {
        frontend.set("backend", path).unwrap();
        frontend.set_from_keyval("chardev", path).unwrap();
        assert_eq!(frontend.get::<String>("backend").unwrap(), "/objects/file");
        assert_eq!(frontend.backend.get(), Some(file.clone().upcast()));
        assert_eq!(frontend.chardev.get().unwrap(), file);
        frontend.set("backend", "").unwrap();
        frontend.set_from_str("chardev", "").unwrap();
        assert!(frontend.backend.get().is_none() && frontend.chardev.get().is_none());
    }
    let types: Vec<String> = frontend.class().properties().map(|property| property.type_name()).collect();
    assert_eq!(types[5..], ["link<backend>", "link<chardev>", "link<file-backend>"]);
}

#[qom_core::test]
fn a7_7_what_is_wrong_with_a_path_is_said_in_qemus_order() {
    let (file, other, frontend) = (FileBackend::new(), OtherThing::new(), Frontend::new());
    add("/objects", "file", &file);
    add("/objects", "thing", &other);
    let refused = |value: Value| text(frontend.set("backend", value));
    assert_eq!(refused(1.into()), "Invalid parameter type for 'backend', expected: string");
    assert_eq!(refused("thing".into()), "Invalid parameter type for 'backend', expected: backend");
    assert_eq!(refused("/objects/thing".into()), "Invalid parameter type for 'backend', expected: backend");
    assert_eq!(refused("nothing".into()), "Device 'nothing' not found");
    // Ambiguous in general, and not among those of the type.
    other.add_child("file", &OtherThing::new()).unwrap();
    frontend.set("backend", "file").unwrap();
    other.unparent();
    let second = FileBackend::new();
    file.add_child("file", &second).unwrap();
    assert_eq!(refused("file".into()), "Path 'file' does not uniquely identify an object");
    assert_eq!(frontend.backend.get(), Some(file.clone().upcast()), "as it was");
    assert_eq!(text(frontend.set("chardev", "file")), "Path 'file' does not uniquely identify an object");
}

#[qom_core::test]
fn a_strong_link_keeps_the_object_and_a_weak_one_never_dangles() {
    let (file, frontend) = (FileBackend::new(), Frontend::new());
    add("/objects", "file", &file);
    frontend.set("peer", "file").unwrap();
    assert_eq!(frontend.get::<String>("peer").unwrap(), "/objects/file");
    frontend.backend.set(Some(file.clone().upcast()));
    file.unparent();
    drop(file);
    let kept = frontend.backend.get().unwrap();
    assert_eq!((kept.type_name(), frontend.peer.get()), ("file-backend", None), "it has left the tree");
    assert_eq!(frontend.get::<String>("peer").unwrap(), "");
    frontend.peer.set(Some(kept.clone().downcast().unwrap()));
    assert_eq!(frontend.peer.get(), Some(kept.clone().downcast().unwrap()), "code may link to what is in no tree");
    drop(kept);
    frontend.backend.set(None);
    assert_eq!(frontend.peer.get(), None);
    assert_eq!(frontend.get::<String>("peer").unwrap(), "");
}

#[qom_core::test]
fn b2_2_links_of_devices_stand_unless_they_say_otherwise() {
    let (file, frontend) = (FileBackend::new(), Frontend::new());
    add("/objects", "file", &file);
    frontend.realize(None).unwrap();
    assert!(text(frontend.set("backend", "file")).contains("after it was realized"));
    frontend.set("peer", "file").unwrap();
}

#[qom_core::test]
fn the_object_of_a_link_may_look_at_the_link_when_it_goes() {
    static SEEN: Mutex<Option<bool>> = Mutex::new(None);
    #[qom_type]
    struct Holder {
        #[property]
        looking: Link<Looking>,
    }
    #[qom_type]
    struct Looking {
        holder: Mutex<Option<Obj<Holder>>>,
    }
    impl Drop for Looking {
        fn drop(&mut self) {
            let holder = self.holder.get_mut().unwrap().take();
            *SEEN.lock().unwrap() = holder.map(|holder| holder.looking.get().is_none());
        }
    }
    let (holder, looking) = (Holder::new(), Looking::new());
    *looking.holder.lock().unwrap() = Some(holder.clone());
    holder.looking.set(Some(looking));
    holder.looking.set(None);
    assert_eq!(*SEEN.lock().unwrap(), Some(true));
}
