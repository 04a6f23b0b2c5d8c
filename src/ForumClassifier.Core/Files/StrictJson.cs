using System.Text.Json;
using System.Text.RegularExpressions;

namespace ForumClassifier.Core.Files;

/// <summary>Reads JSON into a record and says what is wrong with it in words for people who know no .NET types.</summary>
public static partial class StrictJson
{
    /// <param name="json">One object.</param>
    /// <exception cref="InvalidDataException">It is no JSON, no object, or lacks or misspells something; the message has no period at its end.</exception>
    public static T Parse<T>(byte[] json, JsonSerializerOptions options) where T : class
    {
        try
        {
            using (var document = JsonDocument.Parse(json))
            {
                if (document.RootElement.ValueKind is not JsonValueKind.Object and var kind)
                {
                    throw new InvalidDataException($"it holds {Name(kind)}, not an object");
                }
            }
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(e.Message.TrimEnd('.'), e);
        }

        try
        {
            return JsonSerializer.Deserialize<T>(json, options)!; // only the text null gives null
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(Describe(e), e);
        }
    }

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    // The library's messages name the types of the program; what they put in quotes beside these are the names in the file.
    private static string Describe(JsonException e)
    {
        if (Missing().Match(e.Message) is { Success: true } missing)
        {
            return $"it lacks {string.Join(", ", Quoted().Matches(missing.Groups[1].Value).Select(name => name.Value))}";
        }

        return Unknown().Match(e.Message) is { Success: true } unknown ? $"it has {unknown.Groups[1].Value}, which is not known"
            : !NamesAType().IsMatch(e.Message) ? e.Message.TrimEnd('.') // said by one of our own readers
            : $"the value of '{(e.Path is { Length: > 2 } path ? path[2..] : "the object")}' is not of the kind that belongs there";
    }

    [GeneratedRegex("missing required properties including: (.*)$", RegexOptions.Singleline)]
    private static partial Regex Missing();

    [GeneratedRegex("^The JSON property ('.*?') could not be mapped")]
    private static partial Regex Unknown();

    [GeneratedRegex("could not be converted| type '")]
    private static partial Regex NamesAType();

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();
}
