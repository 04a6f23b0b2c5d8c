using System.Text.Json;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Duplicates;

/// <summary>The 50 texts of <c>07_duplicates.json</c> and what Python sets and datasketch make of them.</summary>
internal static class DuplicateGolden
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(ReferenceData.File("statistics", "07_duplicates.json"))).RootElement;

    public static string[] Texts { get; } = Root.GetProperty("inputs").GetProperty("texts").Deserialize<string[]>()!; // the file has them

    public static JsonElement Expected(string name) =>
        Root.GetProperty("cases").EnumerateArray().Single(@case => @case.GetProperty("name").GetString() == name).GetProperty("expected");
}
