using System.Text.Json.Serialization;

namespace ForumClassifier.Core.Posts;

/// <summary>How title and body of a post become the one text a model sees; part of the model, the same in training and labelling.</summary>
[JsonConverter(typeof(TextTemplateJson))]
public sealed class TextTemplate : IEquatable<TextTemplate>
{
    private readonly SegmentTreatment[] _treatments = new SegmentTreatment[Enum.GetValues<SegmentKind>().Length]; // by kind; Keep is 0
    private readonly bool[] _masked = new bool[Enum.GetValues<MaskedData>().Length];

    /// <param name="segments">Kinds that are not listed are kept.</param>
    /// <param name="masked">May repeat.</param>
    /// <exception cref="ArgumentException">Prose is not kept.</exception>
    public TextTemplate(IReadOnlyDictionary<SegmentKind, SegmentTreatment> segments, IEnumerable<MaskedData> masked)
        : this(readsSegments: true)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(masked);
        foreach (var (kind, treatment) in segments)
        {
            _treatments[(int)kind] = kind != SegmentKind.Prose || treatment == SegmentTreatment.Keep ? treatment : throw new ArgumentException("Prose is always kept.", nameof(segments));
        }

        foreach (var data in masked)
        {
            _masked[(int)data] = true;
        }
    }

    private TextTemplate(bool readsSegments) => ReadsSegments = readsSegments;

    /// <summary>Title and body and no more: HTML without its tags, every other format as it was written. What models had before segments were told apart.</summary>
    public static TextTemplate TitleAndBody { get; } = new(readsSegments: false);

    /// <summary>Every segment is kept, nothing is masked.</summary>
    public static TextTemplate KeepEverything { get; } = new(new Dictionary<SegmentKind, SegmentTreatment>(), []);

    /// <summary>What <c>train</c> takes unless told otherwise; measured, see <c>records/</c>.</summary>
    public static TextTemplate Default { get; } = KeepEverything;

    /// <summary>The kinds that can be dropped or masked.</summary>
    public static IReadOnlyList<SegmentKind> Kinds { get; } = [.. Enum.GetValues<SegmentKind>().Where(kind => kind != SegmentKind.Prose)];

    /// <summary>False only for <see cref="TitleAndBody"/>.</summary>
    public bool ReadsSegments { get; }

    public SegmentTreatment this[SegmentKind kind] => _treatments[(int)kind];

    /// <summary>The token in place of a segment.</summary>
    public static string Token(SegmentKind kind) => $"[{kind.ToString().ToUpperInvariant()}]";

    /// <summary>The token in place of personal data.</summary>
    public static string Token(MaskedData data) => $"[{data.ToString().ToUpperInvariant().TrimEnd('S')}]";

    public bool Masks(MaskedData data) => _masked[(int)data];

    public bool Equals(TextTemplate? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as TextTemplate);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Such as <c>code=mask, log=drop, mask names</c>; <c>keep everything</c>; <c>title-and-body</c>.</summary>
    public override string ToString()
    {
        if (!ReadsSegments)
        {
            return TextTemplateJson.Before;
        }

        var parts = Kinds.Where(kind => this[kind] != SegmentTreatment.Keep).Select(kind => $"{Name(kind)}={Name(this[kind])}")
            .Concat(Enum.GetValues<MaskedData>().Where(Masks).Select(data => $"mask {Name(data)}")).ToList();
        return parts.Count == 0 ? "keep everything" : string.Join(", ", parts);
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
