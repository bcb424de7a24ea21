//! Values as people read them.

use std::fmt::Write as _;

use crate::error::Result;
use crate::object::Object;
use crate::types::Value;

impl Object {
    /// The value of a property as people read it: numbers also in hexadecimal, sizes also in units.
    ///
    /// ```
    /// use qom_core::prelude::*;
    ///
    /// #[qom_type]
    /// pub struct Disk {
    ///     #[property(default = Size::new(3 << 29))]
    ///     length: Prop<Size>,
    ///     #[property(default = "/tmp/a")]
    ///     file: Prop<String>,
    ///     #[property(default = -1)]
    ///     boot_index: Prop<i32>,
    ///     #[property(default = vec![1, 2, 3, 7])]
    ///     heads: Prop<Vec<u8>>,
    /// }
    ///
    /// let disk = Disk::new_in(&Context::new());
    /// assert_eq!(disk.print("length")?, "1610612736 (1.5 GiB)");
    /// assert_eq!(disk.print("file")?, "\"/tmp/a\"");
    /// assert_eq!(disk.print("boot-index")?, "-1 (0xffffffffffffffff)");
    /// assert_eq!(disk.print("heads")?, "1-3,7 (0x1-0x3,0x7)");
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// Structures are omitted, as in QEMU; numbers above the range of `i64` are not printed as negative.
    ///
    /// QOM: `object_property_print` for people.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub fn print(&self, name: &str) -> Result<String> {
        let value: Value = self.get(name)?;
        Ok(match value {
            Value::Int(bytes) if self.property(name).is_some_and(|property| property.type_name == "size") => {
                size(bytes)
            }
            value => text(&value),
        })
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => "<null>".to_owned(),
        Value::Str(text) => format!("\"{text}\""),
        Value::Map(_) => "<omitted>".to_owned(),
        Value::Int(number) => format!("{number} ({})", hex(*number)),
        Value::List(items) => match items.iter().map(integer).collect::<Option<Vec<i128>>>() {
            Some(numbers) if !numbers.is_empty() => ranges(&numbers),
            _ => items.iter().map(text).collect::<Vec<_>>().join(", "),
        },
        value => value.to_string(),
    }
}

fn integer(value: &Value) -> Option<i128> {
    if let Value::Int(number) = value { Some(*number) } else { None }
}

/// In two's complement of 64 bits.
fn hex(number: i128) -> String {
    format!("{:#x}", number & i128::from(u64::MAX))
}

/// Numbers that follow each other as `1-3`.
fn ranges(numbers: &[i128]) -> String {
    let runs: Vec<&[i128]> = numbers.chunk_by(|one, next| one + 1 == *next).collect();
    let list = |print: fn(i128) -> String| {
        let runs = runs.iter().map(|run| match run {
            [first, .., last] => format!("{}-{}", print(*first), print(*last)),
            run => run.iter().map(|only| print(*only)).collect(),
        });
        runs.collect::<Vec<_>>().join(",")
    };
    format!("{} ({})", list(|number| number.to_string()), list(hex))
}

/// With the largest unit of which there is one at least: `%0.3g` of C.
fn size(bytes: i128) -> String {
    const UNITS: [&str; 7] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    // Rounding to three digits may make 1000 of 999.9: from there on it is the next unit's.
    let mut unit = 0;
    while unit + 1 < UNITS.len() && bytes * 1024 >= (1000_i128 << (10 * (unit + 1))) {
        unit += 1;
    }
    let thousandths = (bytes * 1000) >> (10 * unit);
    #[allow(clippy::cast_precision_loss, reason = "three digits are printed")]
    let number = thousandths as f64 / 1000.0;
    let digits = if number >= 100.0 {
        0
    } else if number >= 10.0 {
        1
    } else {
        2
    };
    let mut text = format!("{bytes} ({number:.digits$}");
    if digits > 0 {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    let _ = write!(text, " {})", UNITS[unit]);
    text
}
