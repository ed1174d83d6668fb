//! Texts to sentences, sentences and names to words.
//!
//! Absent on purpose: what words mean (`words`).

/// The sentences of a text, marks of comments taken off.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let (mut sentences, mut sentence) = (Vec::new(), String::new());
    let mut end = |sentence: &mut String| {
        let whole = std::mem::take(sentence);
        if !whole.trim().is_empty() {
            sentences.push(whole.trim().to_owned());
        }
    };
    for line in text.lines() {
        let bare = line.trim().trim_start_matches(['#', '/', '*', '!', '<']).trim_end_matches("*/").trim();
        let begins = bare.is_empty() || bare.starts_with("- ") || bare.starts_with("* ") || bare.starts_with('@');
        if begins {
            end(&mut sentence);
        }
        for (at, word) in bare.split_whitespace().enumerate() {
            if at > 0 || !sentence.is_empty() {
                sentence.push(' ');
            }
            sentence.push_str(word);
            if word.ends_with(['.', '!', '?', ';']) {
                end(&mut sentence);
            }
        }
    }
    end(&mut sentence);
    sentences
}

/// The words of prose, in small letters.
pub(super) fn words(sentence: &str) -> Vec<String> {
    let words = sentence.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The words of a name: parted by `_`, `-` and where a capital follows a small letter.
pub(crate) fn words_of_name(name: &str) -> Vec<String> {
    let (mut words, mut word) = (Vec::new(), String::new());
    let mut letters = name.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let next_is_small = letters.peek().is_some_and(|next| next.is_lowercase());
        let begins = letter.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && next_is_small);
        if (begins || !letter.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        before = letter;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}
