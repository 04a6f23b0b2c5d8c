using System.Text.Json;

namespace ForumClassifier.Corpora.Dumps;

/// <summary>One object of a JSON file.</summary>
/// <param name="Line">1-based line where it starts.</param>
internal readonly record struct JsonRecord(JsonElement Value, string Place, long Line)
{
    public InputException Error(string problem, string remedy, Exception? inner = null) => new(Place, Line == 1 ? null : Line, problem, remedy, inner);

    /// <summary>A field of an object; null where there is none or the element is no object.</summary>
    public static JsonElement? Get(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } it && it.TryGetProperty(name, out var found) ? found : null;

    /// <summary>The elements of a field that is an array; none where it is not.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement? element, string name) =>
        Get(element, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>A text, or a number as it is written; null for all else.</summary>
    /// <exception cref="InvalidOperationException">The text is not valid Unicode.</exception>
    public static string? Text(JsonElement? element, string name) => Get(element, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    /// <summary>A whole number, also where it is written as a text; null for all else.</summary>
    public static long? Number(JsonElement? element, string name) =>
        long.TryParse(Text(element, name), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
