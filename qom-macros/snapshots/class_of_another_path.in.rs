// Look at: the least that a class adds; the path is used as it was written, and its last word in the names.

#[qom_class(serial::Port, crate = q)]
trait PortImpl {
    fn close(this: &Self);
}
