using System.Text;

namespace ForumClassifier.Modeling.Tokenizers;

/// <summary>Makes BERT's words: cleaned, and for uncased models without accents and in lower case.</summary>
/// <remarks>Follows the BertNormalizer and BertPreTokenizer of Hugging Face tokenizers, code point by code point.</remarks>
internal sealed class BertNormalizer(bool isUncased)
{
    private static readonly BertCharacters Characters = BertCharacters.Instance;

    /// <summary>Words and punctuation marks of a part of a text, in its order, each made when it is asked for.</summary>
    public IEnumerable<string> Words(string text, int start, int end)
    {
        List<string> ready = [];
        List<int> written = [];
        var word = new StringBuilder();
        for (var position = start; position < end;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(position, end - position), out var rune, out var length); // half a pair becomes U+FFFD
            position += length;
            Add(rune.Value, word, written, ready);
            foreach (var made in ready)
            {
                yield return made;
            }

            ready.Clear();
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private void Add(int codePoint, StringBuilder word, List<int> written, List<string> words)
    {
        if (Characters.IsSpace(codePoint))
        {
            EndWord(word, words);
        }
        else if (!Characters.IsRemoved(codePoint) && !(isUncased && Characters.IsMark(codePoint)))
        {
            var standsAlone = BertCharacters.IsIdeograph(codePoint);
            if (standsAlone)
            {
                EndWord(word, words);
            }

            written.Clear();
            Write(codePoint, written);
            foreach (var character in written)
            {
                Append(character, word, words);
            }

            if (standsAlone)
            {
                EndWord(word, words);
            }
        }
    }

    private void Write(int codePoint, List<int> written)
    {
        if (isUncased)
        {
            Characters.AppendUncased(codePoint, written);
        }
        else
        {
            written.Add(codePoint);
        }
    }

    private static void Append(int codePoint, StringBuilder word, List<string> words)
    {
        if (Characters.IsPunctuation(codePoint))
        {
            EndWord(word, words);
            words.Add(char.ConvertFromUtf32(codePoint));
        }
        else if (codePoint < 0x10000)
        {
            word.Append((char)codePoint);
        }
        else
        {
            word.Append(char.ConvertFromUtf32(codePoint));
        }
    }

    private static void EndWord(StringBuilder word, List<string> words)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
