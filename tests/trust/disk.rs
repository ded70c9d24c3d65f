//! The door in and the door out: what is refused, what is kept, what is never half-written.

use std::fs;
use std::path::Path;

use impasse::disk::{Limit, Links, Seen, Set, Unreadable, save, save_decision, text};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn entries(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be listed");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_folder_is_no_text_and_a_missing_file_is_told_as_missing() {
    let folder = folder();
    let read = text(folder.path(), Limit::Text);
    assert!(matches!(read, Err(Unreadable::NotAFile)), "{read:?}");
    let read = text(&folder.path().join("none"), Limit::Text);
    assert!(matches!(read, Err(Unreadable::System(_))), "{read:?}");
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let folder = folder();
    let path = folder.path().join("large");
    let file = fs::File::create(&path).expect("a file");
    file.set_len(Limit::Text.bytes() + 1)
        .expect("a file without content");
    let read = text(&path, Limit::Text);
    assert!(matches!(read, Err(Unreadable::TooLarge { .. })), "{read:?}");
}

#[test]
fn bytes_that_are_no_text_are_told_with_the_place() {
    let folder = folder();
    let path = folder.path().join("bytes");
    fs::write(&path, b"good\xff").expect("a file");
    let read = text(&path, Limit::Text);
    let Err(Unreadable::NotUtf8 { good, .. }) = read else {
        panic!("{read:?}");
    };
    assert_eq!(good, 4);
}

#[test]
fn a_decision_is_written_only_over_what_was_seen() {
    let folder = folder();
    let path = folder.path().join("inbox.yaml");
    let nothing = Seen::now(&path).expect("a missing file holds nothing");
    let first = save_decision(&path, &nothing, b"one").expect("nobody else wrote");
    fs::write(&path, "by hand").expect("a hand edit");
    let refused = save_decision(&path, &first, b"two").expect_err("it was changed");
    assert!(refused.to_string().contains("changed by somebody else"));
    assert_eq!(fs::read_to_string(&path).expect("it is there"), "by hand");
    assert_eq!(entries(folder.path()), ["inbox.yaml"]);
}

#[test]
fn a_set_of_which_one_cannot_be_written_changes_nothing() {
    let folder = folder();
    let (good, bad, gone) = (
        folder.path().join("good"),
        folder.path().join("bad"),
        folder.path().join("gone"),
    );
    fs::write(&good, "old").expect("a file");
    fs::write(&gone, "stays").expect("a file");
    let mut set = Set::new(Links::Refuse);
    set.add(&good, b"new").expect("it can be staged");
    set.add(&bad, b"new").expect("it can be staged");
    set.remove(&gone);
    // Meanwhile somebody makes a folder of that name.
    fs::create_dir_all(bad.join("full")).expect("a folder");
    set.swap().expect_err("a folder is in the way");
    assert_eq!(fs::read_to_string(&good).expect("it is there"), "old");
    assert_eq!(entries(folder.path()), ["bad", "gone", "good"]);
}

#[test]
fn a_set_is_moved_whole() {
    let folder = folder();
    let (kept, new, gone) = (
        folder.path().join("kept"),
        folder.path().join("new"),
        folder.path().join("gone"),
    );
    fs::write(&kept, "old").expect("a file");
    fs::write(&gone, "old").expect("a file");
    let mut set = Set::new(Links::Refuse);
    set.add(&kept, b"1").expect("it can be staged");
    set.add(&new, b"2").expect("it can be staged");
    set.remove(&gone);
    set.swap().expect("nothing is in the way");
    assert_eq!(fs::read_to_string(&kept).expect("it is there"), "1");
    assert_eq!(entries(folder.path()), ["kept", "new"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use impasse::disk::lock;

    use super::*;

    #[test]
    fn a_file_keeps_its_mode() {
        let folder = folder();
        let path = folder.path().join("private");
        fs::write(&path, "old").expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("a mode");
        save(&path, b"new", Links::Refuse).expect("it can be written");
        let mode = fs::metadata(&path)
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_link_is_followed_only_where_the_user_named_it() {
        let folder = folder();
        let (end, link) = (folder.path().join("end"), folder.path().join("link"));
        fs::write(&end, "old").expect("a file");
        symlink(&end, &link).expect("a link");
        save(&link, b"new", Links::Refuse).expect_err("a link in a model's folder");
        assert_eq!(fs::read_to_string(&end).expect("it is there"), "old");
        save(&link, b"new", Links::Follow).expect("a link that the user named");
        assert_eq!(fs::read_to_string(&end).expect("it is there"), "new");
        let about = fs::symlink_metadata(&link).expect("it is there");
        assert!(about.is_symlink(), "the link is still a link");
    }

    #[test]
    fn a_device_is_neither_read_nor_replaced() {
        let null = Path::new("/dev/null");
        let read = text(null, Limit::Text);
        assert!(matches!(read, Err(Unreadable::NotAFile)), "{read:?}");
        save(null, b"new", Links::Follow).expect_err("a device");
        assert!(!fs::metadata(null).expect("it is there").is_file());
    }

    #[test]
    fn two_who_decide_wait_for_each_other() {
        let folder = folder();
        let path = folder.path().join("count");
        fs::write(&path, "0").expect("a file");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..25 {
                        let _mine = lock(folder.path()).expect("the folder can be locked");
                        let seen = Seen::now(&path).expect("it can be read");
                        let next = seen.text().parse::<u32>().expect("a number") + 1;
                        let next = next.to_string();
                        save_decision(&path, &seen, next.as_bytes()).expect("nobody else decides");
                    }
                });
            }
        });
        assert_eq!(fs::read_to_string(&path).expect("it is there"), "100");
    }
}
