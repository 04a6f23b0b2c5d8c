using System.Globalization;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>The columns of a codebook as CSV, in their order; then as many of examples and sets as the code with the most has.</summary>
internal static class CodebookColumns
{
    public const string Id = "id";
    public const string Parent = "parent";
    public const string Name = "name";
    public const string Definition = "definition";
    public const string Color = "color";
    public const string Codable = "codable";
    public const string GlobalId = "guid";

    public static readonly string[] Fixed = [Id, Parent, Name, Definition, Color, Codable, GlobalId];

    public static string Example(int number) => "example_" + number.ToString(CultureInfo.InvariantCulture);

    public static string Set(int number) => "set_" + number.ToString(CultureInfo.InvariantCulture);
}
