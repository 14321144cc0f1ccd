//! `-ea`, `-da`, `-esa`, `-dsa`: which classes run with assertions (JLS 14.10; rules as `java -help` states them).
//!
//! `JVM_DesiredAssertionStatus` asks [`Assertions::enabled_for`] once per class; `JVM_AssertionStatusDirectives` hands the lists on.

/// One `-ea:name`, `-ea:package...` (or `-da`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssertionRule {
    /// Class or package name with dots; empty with `package` set means the unnamed package.
    pub name: String,
    pub package: bool,
    pub enabled: bool,
}

/// All assertion options of the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assertions {
    /// In the order given; among rules of equal reach the last one wins.
    pub rules: Vec<AssertionRule>,
    /// Plain `-ea`/`-da`: classes with a loader.
    pub user_default: bool,
    /// `-esa`/`-dsa`: classes of the boot loader.
    pub system_default: bool,
}

impl Assertions {
    /// Adds the part behind `-ea:`; `package...` and `...` are packages.
    pub(crate) fn add(&mut self, text: &str, enabled: bool) {
        let (name, package) = match text.strip_suffix("...") {
            Some(package) => (package, true),
            None => (text, false),
        };
        self.rules.push(AssertionRule {
            name: name.replace('/', "."),
            package,
            enabled,
        });
    }

    /// Whether a class (`java.lang.String`, or with slashes) starts with assertions enabled. `system`: it has no class loader.
    ///
    /// A rule for the class beats any package rule; the innermost package beats its parents; then the default of its kind.
    pub fn enabled_for(&self, class_name: &str, system: bool) -> bool {
        let name = class_name.replace('/', ".");
        if let Some(rule) = self
            .rules
            .iter()
            .rev()
            .find(|r| !r.package && r.name == name)
        {
            return rule.enabled;
        }
        let mut package = name.rfind('.').map_or("", |dot| &name[..dot]);
        loop {
            if let Some(rule) = self
                .rules
                .iter()
                .rev()
                .find(|r| r.package && r.name == package)
            {
                return rule.enabled;
            }
            match package.rfind('.') {
                Some(dot) => package = &package[..dot],
                None => break,
            }
        }
        if system {
            self.system_default
        } else {
            self.user_default
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_rule_wins() {
        let mut a = Assertions {
            user_default: true,
            ..Assertions::default()
        };
        a.add("com.wombat...", false);
        a.add("com.wombat.fruitbat...", true);
        a.add("com.wombat.fruitbat.Brickbat", false);
        a.add("...", false);
        assert!(!a.enabled_for("com.wombat.X", false));
        assert!(a.enabled_for("com.wombat.fruitbat.X", false));
        assert!(!a.enabled_for("com/wombat/fruitbat/Brickbat", false));
        assert!(!a.enabled_for("Unnamed", false));
        assert!(a.enabled_for("org.Other", false));
        assert!(!a.enabled_for("java.lang.String", true));
        a.add("com.wombat.fruitbat.Brickbat", true);
        assert!(a.enabled_for("com.wombat.fruitbat.Brickbat", false));
    }
}
