using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace ForumClassifier.Modeling.Tokenizers;

/// <summary>WordPiece as BERT models use it: texts in, token ids out.</summary>
/// <remarks>
/// Words are made by <see cref="BertNormalizer"/> and cut by Microsoft.ML.Tokenizers' WordPieceTokenizer. Its own BertTokenizer
/// gives other ids than the reference on two texts of three (punctuation, white space, accents), so it is not used.
/// </remarks>
public sealed class BertTextTokenizer
{
    private const int LongestWord = 100; // code points; a longer word is unknown
    private static readonly int[] RowsRoundedUpTo = [8, 64, 128];

    private readonly BertNormalizer _normalizer;
    private readonly WordPieceTokenizer _wordPiece;
    private readonly Regex _specialTokens;
    private readonly Dictionary<string, int> _specialIds;

    private BertTextTokenizer(WordPieceTokenizer wordPiece, BertNormalizer normalizer, Dictionary<string, int> specialIds)
    {
        (_wordPiece, _normalizer, _specialIds) = (wordPiece, normalizer, specialIds);
        _specialTokens = new Regex(string.Join('|', specialIds.Keys.Select(Regex.Escape)), RegexOptions.CultureInvariant);
    }

    public int PaddingId => _specialIds["[PAD]"];

    private int BeginId => _specialIds["[CLS]"];

    private int EndId => _specialIds["[SEP]"];

    /// <summary>Reads <c>vocab.txt</c> and <c>tokenizer_config.json</c> of a model folder.</summary>
    /// <param name="vocabSize">Tokens the encoder has embeddings for; null where that is not known.</param>
    /// <exception cref="TokenizerException">A file is missing or not what it should be.</exception>
    public static BertTextTokenizer Load(string folder, int? vocabSize = null)
    {
        var vocabulary = Path.Combine(folder, "vocab.txt");
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        try
        {
            foreach (var line in File.ReadLines(vocabulary))
            {
                if (!ids.TryAdd(line.TrimEnd('\r'), ids.Count))
                {
                    throw new TokenizerException(vocabulary, $"Line {ids.Count + 1} repeats the token of an earlier one.", "Copy the model's vocab.txt again.");
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TokenizerException(vocabulary, $"The vocabulary cannot be read ({e.Message.TrimEnd('.')}).", "Expected one token a line, as BERT models have it.", e);
        }

        string[] special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
        if (special.FirstOrDefault(token => !ids.ContainsKey(token)) is { } missing)
        {
            throw new TokenizerException(vocabulary, $"It has {ids.Count} tokens, but not {missing}.", "Copy the model's vocab.txt again.");
        }

        if (vocabSize is not null && !Fits(ids.Count, vocabSize.Value))
        {
            throw new TokenizerException(vocabulary, $"It has {ids.Count} tokens, but the encoder of config.json knows {vocabSize}.", "Copy vocab.txt and config.json of one model together.");
        }

        var isUncased = ReadConfiguration(Path.Combine(folder, "tokenizer_config.json"));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', ids.Keys)));
        var wordPiece = WordPieceTokenizer.Create(stream, new WordPieceOptions
        {
            PreTokenizer = PreTokenizer.CreateWhiteSpace(),
            UnknownToken = "[UNK]",
            MaxInputCharsPerWord = 2 * LongestWord, // counts UTF-16 units; longer words are caught before
        });
        return new BertTextTokenizer(wordPiece, new BertNormalizer(isUncased), special.ToDictionary(token => token, token => ids[token]));
    }

    /// <summary>Token ids of a text, without those of its begin and end.</summary>
    public IReadOnlyList<int> Encode(string text) => EncodeUpTo(text, int.MaxValue);

    /// <summary>Token ids with begin and end, cut to the longest input; what lies behind the cut is not looked at.</summary>
    /// <param name="maxTokens">At least 2, begin and end included.</param>
    public TokenizedText Encode(string text, int maxTokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens, 2);
        var most = maxTokens - 2;
        var ids = EncodeUpTo(text, most + 1); // one more, to see whether there is one
        return new TokenizedText([BeginId, .. ids.Take(most), EndId], ids.Count > most);
    }

    // All ids, or at least as many as asked for.
    private List<int> EncodeUpTo(string text, int count)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = [];
        var position = 0;
        foreach (var match in _specialTokens.EnumerateMatches(text)) // a special token written in a text is that token
        {
            EncodePart(text, position, match.Index, ids, count);
            if (ids.Count >= count)
            {
                return ids;
            }

            ids.Add(_specialIds[text.Substring(match.Index, match.Length)]);
            position = match.Index + match.Length;
        }

        EncodePart(text, position, text.Length, ids, count);
        return ids;
    }

    private void EncodePart(string text, int start, int end, List<int> ids, int count)
    {
        foreach (var word in _normalizer.Words(text, start, end))
        {
            if (word.Length > LongestWord && word.EnumerateRunes().Count() > LongestWord)
            {
                ids.Add(_specialIds["[UNK]"]);
            }
            else
            {
                ids.AddRange(_wordPiece.EncodeToIds(word, considerPreTokenization: false, considerNormalization: false));
            }

            if (ids.Count >= count)
            {
                return;
            }
        }
    }

    // Models trained for speed round the rows of their embeddings up to a multiple of 8, 64 or 128 (BERT's 30,522 tokens to 30,528 in
    // nomic-bert and MosaicBERT; Megatron-LM pads to 128). Any other surplus of rows is a vocabulary that was cut, or one whose added
    // tokens stand in another file: texts would silently get other ids.
    private static bool Fits(int tokens, int vocabSize) =>
        vocabSize == tokens || RowsRoundedUpTo.Any(multiple => vocabSize == (tokens + multiple - 1) / multiple * multiple);

    private static bool ReadConfiguration(string path)
    {
        if (!File.Exists(path))
        {
            return true; // BERT's default
        }

        bool isLowercase, stripsAccents;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            isLowercase = !json.RootElement.TryGetProperty("do_lower_case", out var lower) || lower.ValueKind != JsonValueKind.False;
            stripsAccents = json.RootElement.TryGetProperty("strip_accents", out var accents) && accents.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? accents.GetBoolean()
                : isLowercase;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new TokenizerException(path, "It is no JSON object.", "Copy the model's tokenizer_config.json again.", e);
        }

        return isLowercase == stripsAccents
            ? isLowercase
            : throw new TokenizerException(path, "It lower-cases without dropping accents, or drops accents without lower-casing.", "Use a cased or an uncased BERT model.");
    }
}
