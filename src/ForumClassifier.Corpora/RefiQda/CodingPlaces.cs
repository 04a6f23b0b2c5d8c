using System.Xml.Linq;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Tells the places of codings apart: a selection or a source.</summary>
/// <remarks>
/// One place may stand twice under one guid, as a region and as a range of the text; elements of one kind that share a guid
/// and differ in position or source are different places.
/// </remarks>
internal sealed class CodingPlaces
{
    private readonly Dictionary<(string Guid, string Kind, XElement? Source, string Position), int> _numbers = [];
    private readonly Dictionary<(string Guid, string Kind), int> _counts = [];

    /// <summary>The same for two elements that are one place, different for others.</summary>
    /// <param name="place">The parent of a coding.</param>
    public (string Guid, int Number) Of(XElement place)
    {
        var guid = RefiXml.Key(place.Text("guid"));
        var kind = guid.Length == 0 ? "" : place.Name.LocalName; // without a guid nothing can say that two elements are one
        var source = guid.Length == 0 ? place : place.AncestorsAndSelf().FirstOrDefault(element => element.Parent?.Name.LocalName == "Sources");
        var position = string.Join('\n', place.Attributes().Where(IsPosition).Select(attribute => $"{attribute.Name.LocalName} {attribute.Value.Trim()}").Order(StringComparer.Ordinal));
        if (!_numbers.TryGetValue((guid, kind, source, position), out var number))
        {
            number = _counts[(guid, kind)] = _counts.GetValueOrDefault((guid, kind)) + 1;
            _numbers.Add((guid, kind, source, position), number);
        }

        return (guid, number);
    }

    /// <summary>Positions of texts, times, pages and pictures, as the standard names them.</summary>
    private static bool IsPosition(XAttribute attribute) =>
        attribute.Name.LocalName is "startPosition" or "endPosition" or "begin" or "end" or "page" or "firstX" or "firstY" or "secondX" or "secondY" or "fromSyncPoint" or "toSyncPoint";
}
