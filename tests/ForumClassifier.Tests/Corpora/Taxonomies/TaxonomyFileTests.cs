using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Taxonomies;
using ForumClassifier.Tests.Core.Codings.Changes;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Taxonomies;

public class TaxonomyFileTests
{
    private const string Example = """
        name: hugging-face-forum
        version: 3
        assignment: multiple
        codes:
          - id: performance
            name: Performance
            definition: The post asks why a model is slow or needs too much memory.
            examples: ["Inference takes 40 s for one sentence"]
            color: "#4477aa"
            guid: 7d1f
            codable: false
            sets: [technical]
            children:
              - { id: memory, name: Memory, definition: "..." }
          - { id: licence, name: yes }
        changes:
          - { version: 2, add: { code: memory, parent: performance } }
          - { version: 2, rename: { code: performance, from: Slowness, to: Performance } }
        """;

    [Fact]
    public void Every_key_of_the_format_is_read()
    {
        using var folder = new TemporaryFolder();

        var taxonomy = TaxonomyFile.Read(folder.Write("taxonomy.yaml", Example));

        Assert.Equal(("hugging-face-forum", 3, Assignment.Multiple), (taxonomy.Name, taxonomy.Version, taxonomy.Assignment));
        Assert.Equal(["performance", "memory", "licence"], taxonomy.All().Select(code => code.Id));
        var performance = taxonomy.Codes[0];
        Assert.Equal(("Performance", "The post asks why a model is slow or needs too much memory.", "#4477aa", false), (performance.Name, performance.Definition, performance.Color, performance.Codable));
        Assert.Equal(["Inference takes 40 s for one sentence"], performance.Examples);
        Assert.Equal(("Memory", "...", true), (performance.Children[0].Name, performance.Children[0].Definition, performance.Children[0].Codable));
        Assert.Equal(("7d1f", "technical"), (performance.GlobalId, Assert.Single(performance.Sets)));
        Assert.Equal(("yes", "", null), (taxonomy.Codes[1].Name, taxonomy.Codes[1].Definition, taxonomy.Codes[1].Color));
    }

    [Fact]
    public void Error_lists_every_problem_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("taxonomy.yaml", """
            name: x
            version: 0
            assignment: many
            colour: red
            codes:
              - id: Big Code
                name: A
              - name: B
              - id: c
                name: ""
                codable: maybe
                examples: text
              - { id: d, name: D }
              - id: e
                name: [E]
                children:
                  - { id: d, name: D2 }
            changes: none
            """);

        var error = Assert.Throws<TaxonomyException>(() => TaxonomyFile.Read(path));

        Assert.Equal($"""
            {path} is not a valid taxonomy:
              {path}(4): 'colour' is not a key of a taxonomy; there are: name, version, assignment, codes, changes.
              {path}(2): The version is not a whole number of at least 1.
              {path}(3): The assignment is neither 'single' nor 'multiple'.
              {path}(6): The id 'Big Code' may have lower-case letters, digits, '-', '_' and '.' only.
              {path}(8): The code has no 'id'.
              {path}(10): The code has no 'name'.
              {path}(12): 'examples' is not a list.
              {path}(11): 'codable' is neither true nor false.
              {path}(15): 'name' is not a text.
              {path}(17): The id 'd' is already that of the code in line 13; ids are unique in the whole tree.
              ... and 1 more.
            """, error.Message);
    }

    [Theory]
    [InlineData("name: x\nversion: 1\nassignment: single\n", "(1): The taxonomy has no 'codes'.")]
    [InlineData("name: x\nversion: 1\nassignment: single\ncodes: []\n", "(4): The taxonomy has no code; list at least one under 'codes'.")]
    [InlineData("- a\n", "(1): Expected the keys name, version, assignment and codes.")]
    [InlineData("# nothing\n", "(1): Expected the keys name, version, assignment and codes.")]
    [InlineData("name: x\nversion: 1\nassignment: single\ncodes:\n  - &a { id: a, name: A }\n  - *a\n", "(6): Aliases (*name) are not read; write the text out.")]
    [InlineData("name: x\nversion: 1\nassignment: single\ncodes:\n  - { id: a;b, name: A }\n", "(5): The id 'a;b' may have lower-case letters, digits, '-', '_' and '.' only.")]
    [InlineData("name: x\nversion: 1\nassignment: single\ncodes:\n  - id: a\n    name: A\n    color: \"#44\"\n", "(7): '#44' is no colour; expected one such as \"#4477aa\", or a name of CSS.")]
    [InlineData("name: x\nversion: 1\nassignment: single\ncodes:\n  - { id: a, name: A, color: blueish }\n", "(5): 'blueish' is no colour; expected one such as \"#4477aa\", or a name of CSS.")]
    [InlineData("name: x\nversion: 1\nassignment: single\ncodes:\n  - id: a\n    color: #4477aa\n    name: A\n", "(6): The colour is empty; '#' begins a comment unless there are quotes, as in \"#4477aa\".")]
    [InlineData("name: x\nversion: 1\nassignment: single\ncodes:\n  - { id: a, name: A }\n---\nname: y\n", "(7): Another document begins here or just before ('---'); a file holds one taxonomy.")]
    public void Single_problem_is_named_with_its_line(string content, string problem)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("taxonomy.yaml", content);

        Assert.Equal($"{path} is not a valid taxonomy:\n  {path}{problem}", Assert.Throws<TaxonomyException>(() => TaxonomyFile.Read(path)).Message);
    }

    [Theory]
    [InlineData("#4477aa")]
    [InlineData("#ABC")]
    [InlineData("SteelBlue")]
    [InlineData("darkslategrey")]
    [InlineData("rebeccapurple")]
    public void Colours_of_CSS_are_read(string color)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("taxonomy.yaml", $"name: x\nversion: 1\nassignment: single\ncodes:\n  - {{ id: a, name: A, color: \"{color}\" }}\n");

        Assert.Equal(color, TaxonomyFile.Read(path).Codes[0].Color);
    }

    [Theory]
    [InlineData("name: [\n")]
    [InlineData("name: x\nname: y\n")]
    [InlineData("name: 'x\n")]
    [InlineData("name: x: y\n")]
    public void Broken_yaml_is_refused_with_a_line(string content)
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<TaxonomyException>(() => TaxonomyFile.Read(folder.Write("taxonomy.yaml", content)));

        Assert.Matches(@"\n  .*taxonomy\.yaml\([0-9]+\): The YAML is not valid \(.+\)\.$", error.Message);
    }

    [Theory]
    [InlineData("name: x\nversion: 1\nassignment: single\ncodes:\n\t- { id: a, name: A }\n", 5)]
    [InlineData("name: x\nname: y\n", 2)]
    [InlineData("name: x\nversion: 1\nassignment: x: y\n", 3)]
    [InlineData("name: x\nversion: 1\n  assignment: single\n", 3)]
    public void Broken_yaml_is_looked_for_where_it_is_broken(string content, int line)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("taxonomy.yaml", content);

        Assert.Contains($"{path}({line}): The YAML is not valid", Assert.Throws<TaxonomyException>(() => TaxonomyFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Brace_that_is_not_closed_is_looked_for_where_it_is()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("taxonomy.yaml", "name: x\nversion: 1\nassignment: single\ncodes:\n  - { id: a, name: A\n  - { id: b, name: B }\n");

        var error = Assert.Throws<TaxonomyException>(() => TaxonomyFile.Read(path));

        Assert.Equal($"{path} is not a valid taxonomy:\n  {path}(5): The YAML is not valid here or soon after. Look for a brace, a bracket or a quote that is not closed.", error.Message);
    }

    /// <summary>Nothing but taxonomies and explained refusals comes of a file with one character more, less or changed.</summary>
    [SlowFact]
    public void Slips_of_the_pen_are_explained()
    {
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "taxonomy.md"));
        text = text[text.IndexOf("name: help-forum\nversion: 2", StringComparison.Ordinal)..];
        text = text[..text.IndexOf("```", StringComparison.Ordinal)];
        foreach (var place in Enumerable.Range(0, text.Length))
        {
            foreach (var slip in (string[])[text.Remove(place, 1), .. "{}[]:,'\"#&*!|>%@`-? \t\n".Select(c => text.Insert(place, $"{c}"))])
            {
                var path = folder.Write("taxonomy.yaml", slip);
                try
                {
                    TaxonomyFile.Read(path);
                }
                catch (ForumClassifierException e)
                {
                    Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Hostile_nesting_is_refused(string piece)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("taxonomy.yaml", string.Concat(Enumerable.Repeat(piece, 100_000)));

        Assert.Throws<TaxonomyException>(() => TaxonomyFile.Read(path));
    }

    [Fact]
    public void Taxonomies_with_their_ledgers_are_read_back_as_they_were_written()
    {
        var random = new Random(6);
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 100; i++)
        {
            var taxonomy = MadeTaxonomies.Next(random, 5)[^1];

            TaxonomyFile.Write(folder.File("taxonomy.yaml"), taxonomy);

            Assert.Equivalent(taxonomy, TaxonomyFile.Read(folder.File("taxonomy.yaml")), strict: true);
        }
    }

    [Fact]
    public void Missing_file_is_named() =>
        Assert.Equal("none.yaml: There is no such file. Check the path.", Assert.Throws<InputException>(() => TaxonomyFile.Read("none.yaml")).Message);

    [Fact]
    public void Odd_texts_are_read_back_as_they_were_written()
    {
        var random = new Random(2);
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 200; i++)
        {
            Code Leaf(string id) => new(id, "n" + OddTexts.Next(random), OddTexts.Next(random, 40)) { Examples = [OddTexts.Next(random), "- x: y"], Codable = random.Next(2) == 0, Color = random.Next(2) == 0 ? "#112233" : null, GlobalId = random.Next(2) == 0 ? "g" + OddTexts.Next(random) : null, Sets = [.. Enumerable.Repeat(OddTexts.Next(random), random.Next(3))] };
            var taxonomy = new Taxonomy("no", 1 + i, i % 2 == 0 ? Assignment.Single : Assignment.Multiple, [Leaf("a"), Leaf("1.0") with { Children = [Leaf("true"), Leaf("-_")] }]);

            TaxonomyFile.Write(folder.File("taxonomy.yaml"), taxonomy);

            Assert.Equivalent(taxonomy, TaxonomyFile.Read(folder.File("taxonomy.yaml")), strict: true);
        }
    }

    [Fact]
    public void Written_file_looks_as_people_would_write_it()
    {
        using var folder = new TemporaryFolder();
        TaxonomyFile.Write(folder.File("taxonomy.yaml"), new Taxonomy("forum", 2, Assignment.Single, [new Code("a", "A", "Is an A.") { Children = [new Code("b", "B", "")] }]));

        Assert.Equal("""
            name: "forum"
            version: 2
            assignment: single
            codes:
              - id: "a"
                name: "A"
                definition: "Is an A."
                children:
                  - id: "b"
                    name: "B"

            """, File.ReadAllText(folder.File("taxonomy.yaml")));
    }
}
