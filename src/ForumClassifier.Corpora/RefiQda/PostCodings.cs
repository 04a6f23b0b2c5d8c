using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Codings;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Gathers what the coders of one post gave it.</summary>
/// <param name="notes">Those that are attached are marked as carried.</param>
internal sealed class PostCodings(Post post, RefiNotes notes)
{
    private readonly List<string> _coders = [];
    private readonly Dictionary<string, Share> _shares = new(StringComparer.Ordinal);
    private readonly List<(string Key, string? Coder)> _noteKeys = [];
    private readonly List<Passage> _passages = [];

    public Post Post { get; } = post;

    public IReadOnlyList<Passage> Passages => _passages;

    public bool HasCodings => _coders.Count > 0;

    public void Add(SourceCoding coding, IReadOnlyList<string> notesOnPlace)
    {
        var share = ShareOf(coding.Coder);
        share.Codes.Add(coding.Code);
        share.At = Later(share.At, coding.At);
        _noteKeys.AddRange(coding.Notes.Concat(notesOnPlace).Select(key => (key, (string?)coding.Coder)));
    }

    public void Add(SourceCoding coding, IReadOnlyList<string> notesOnPlace, int start, int end, string name)
    {
        Add(coding, notesOnPlace);
        _passages.Add(new Passage(Post.Id, start, end, coding.Coder, coding.Code, coding.Guid, name));
    }

    /// <param name="keys">Of notes on the post as a whole.</param>
    public void AddNotes(IReadOnlyList<string> keys)
    {
        _noteKeys.AddRange(keys.Select(key => (key, (string?)null)));
        foreach (var note in keys.Select(notes.Find).OfType<RefiNote>().Where(note => note is { IsNone: true, Writer: not null }))
        {
            var share = ShareOf(note.Writer!); // filtered in the line above
            share.At = Later(share.At, note.At);
        }
    }

    public void Add(KeptDetails.OfCoding kept)
    {
        var share = ShareOf(kept.Coder);
        (share.Pending, share.TaxonomyVersion, share.At) = (kept.Pending, kept.TaxonomyVersion, Later(share.At, kept.CodedAt));
    }

    /// <param name="order">Of the codes.</param>
    public IEnumerable<PostCoding> Codings(IReadOnlyDictionary<string, int> order)
    {
        var texts = Notes();
        return _coders.Select(coder => (Coder: coder, Share: _shares[coder])).Select(pair => new PostCoding(
            Post.Id,
            pair.Coder,
            [.. pair.Share.Codes.OrderBy(code => order[code])],
            pair.Share.At,
            pair.Share.TaxonomyVersion,
            string.Join("\n\n", texts[pair.Coder]),
            pair.Share.Pending));
    }

    /// <summary>Each note once, at the coding of who wrote it; one without a writer goes to the coder whose coding it stands on.</summary>
    private ILookup<string, string> Notes()
    {
        var attached = _noteKeys.Select(pair => (pair.Key, Note: notes.Find(pair.Key), pair.Coder))
            .Where(pair => pair.Note is not null)
            .Select(pair => (pair.Key, pair.Note!.Text, Coder: pair.Note.Writer ?? pair.Coder ?? (_coders.Count == 1 ? _coders[0] : null)))
            .Where(pair => pair.Coder is not null && _shares.ContainsKey(pair.Coder))
            .DistinctBy(pair => pair.Key)
            .ToList();
        attached.ForEach(pair => notes.Carry(pair.Key));
        return attached.Where(pair => pair.Text.Length > 0).ToLookup(pair => pair.Coder!, pair => pair.Text); // filtered above
    }

    private Share ShareOf(string coder)
    {
        if (!_shares.TryGetValue(coder, out var share))
        {
            _shares.Add(coder, share = new Share());
            _coders.Add(coder);
        }

        return share;
    }

    private static DateTimeOffset? Later(DateTimeOffset? left, DateTimeOffset? right) => left is null || right > left ? right ?? left : left;

    private sealed class Share
    {
        public HashSet<string> Codes { get; } = new(StringComparer.Ordinal);

        public DateTimeOffset? At { get; set; }

        public int? TaxonomyVersion { get; set; }

        public IReadOnlyList<string> Pending { get; set; } = [];
    }
}
