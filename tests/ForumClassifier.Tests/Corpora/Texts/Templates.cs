using ForumClassifier.Core.Posts;

namespace ForumClassifier.Tests.Corpora.Texts;

/// <summary>Text templates in few words.</summary>
internal static class Templates
{
    /// <param name="segments">Such as <c>code=mask,log=drop</c>.</param>
    /// <param name="masked">Such as <c>names,urls</c>.</param>
    public static TextTemplate Parse(string segments, string masked = "") => new(
        segments.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('='))
            .ToDictionary(part => Enum.Parse<SegmentKind>(part[0], ignoreCase: true), part => Enum.Parse<SegmentTreatment>(part[1], ignoreCase: true)),
        masked.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => Enum.Parse<MaskedData>(part, ignoreCase: true)));

    /// <summary>Each kind kept, dropped or masked, or in one of four all kept; each mask or none, as it comes.</summary>
    public static TextTemplate Any(Random random) => new(
        random.Next(4) == 0 ? new Dictionary<SegmentKind, SegmentTreatment>() : TextTemplate.Kinds.ToDictionary(kind => kind, _ => (SegmentTreatment)random.Next(3)), Enum.GetValues<MaskedData>().Where(_ => random.Next(3) == 0));
}
