using System.Runtime.CompilerServices;

namespace ForumClassifier.Corpora.Dumps;

/// <summary>Reads the objects of a JSON file: one object, one after the other (as in JSON Lines), or in arrays; holds one of them.</summary>
internal static class JsonRecords
{
    private const string Expected = "Expected a JSON object, an array of objects, or an object a line.";

    /// <param name="text">In UTF-8; closed at the end.</param>
    /// <returns>The objects, each valid until the next is asked for.</returns>
    /// <exception cref="InputException">The text is no JSON, holds something else than objects, or one object is longer than 64 MiB.</exception>
    public static async IAsyncEnumerable<JsonRecord> ReadAsync(string place, Stream text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var closing = text;
        var cursor = new JsonCursor(place, text, Expected);
        while (await cursor.MoveAsync(cancellationToken) is { } document)
        {
            using (document)
            {
                yield return new JsonRecord(document.RootElement, place, cursor.Line);
            }
        }
    }
}
