#[qom_core::test]
fn with_a_parameter(_: u32) {}

#[qom_core::test(context = 1)]
fn with_an_option() {}

#[qom_core::test]
async fn asynchronous() {}

#[qom_core::test]
struct NotAFunction;

#[qom_core::test]
const unsafe fn not_plain() {}

#[qom_core::test]
fn generic<T>() {}

fn main() {
    // It is still there.
    let _ = NotAFunction;
}
