using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Taxonomies;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Taxonomies;

public class LedgerFileTests
{
    private const string Codes = """
        name: forum
        version: 3
        assignment: multiple
        codes:
          - id: performance
            name: Performance
            children:
              - { id: memory, name: Memory }
          - { id: licence, name: Licence }
          - { id: missing-documentation, name: Missing documentation }
          - { id: wrong-documentation, name: Wrong documentation }
          - { id: heading, name: Heading, codable: false }
        changes:

        """;

    [Fact]
    public void Every_kind_of_change_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("taxonomy.yaml", Codes + """
              - { version: 2, add: { code: memory } }
              - { version: 2, rename: { code: performance, from: Slowness, to: Performance } }
              - { version: 2, merge: { codes: [slow-training, slow-inference], into: performance } }
              - { version: 3, split: { code: documentation, into: [missing-documentation, wrong-documentation] } }
              - { version: 3, move: { code: memory, to: performance } }
              - { version: 3, redefine: { code: licence, note: "now also covers data" } }
              - { version: 3, retire: { code: off-topic } }
            """);

        var changes = TaxonomyFile.Read(path).Changes;

        Assert.Equivalent(
            new TaxonomyChange[]
            {
                new(2, ChangeKind.Add, ["memory"], [], null, null, ""),
                new(2, ChangeKind.Rename, ["performance"], [], "Slowness", "Performance", ""),
                new(2, ChangeKind.Merge, ["slow-training", "slow-inference"], ["performance"], null, null, ""),
                new(3, ChangeKind.Split, ["documentation"], ["missing-documentation", "wrong-documentation"], null, null, ""),
                new(3, ChangeKind.Move, ["memory"], [], null, "performance", ""),
                new(3, ChangeKind.Redefine, ["licence"], [], null, null, "now also covers data"),
                new(3, ChangeKind.Retire, ["off-topic"], [], null, null, ""),
            },
            changes,
            strict: true);
    }

    [Theory]
    [InlineData("{ version: 2, add: { code: speed } }", "There is no code 'speed': it is not in the tree, and no later change takes it away.")]
    [InlineData("{ version: 2, rename: { code: speed, from: A, to: B } }", "There is no code 'speed': it is not in the tree, and no later change takes it away.")]
    [InlineData("{ version: 2, rename: { code: licence, from: A, to: B } }", "The code 'licence' is renamed to another name than it has afterwards; list every renaming, the last one to its name in the tree.")]
    [InlineData("{ version: 4, redefine: { code: licence } }", "The change led to version 4; expected 2 to 3, which is the taxonomy's.")]
    [InlineData("{ version: 1, redefine: { code: licence } }", "The change led to version 1; expected 2 to 3, which is the taxonomy's.")]
    [InlineData("{ version: 2, retire: { code: licence } }", "The code 'licence' is retired, but it is still in the tree.")]
    [InlineData("{ version: 2, merge: { codes: [memory, licence], into: licence } }", "The code 'memory' is merged into another one, but it is still in the tree.")]
    [InlineData("{ version: 2, split: { code: memory, into: [missing-documentation, wrong-documentation] } }", "The code 'memory' is split into others, but it is still in the tree.")]
    [InlineData("{ version: 2, move: { code: memory, from: performance, to: licence } }", "The code 'memory' does not come under 'licence': it stands under 'performance' afterwards; list every move.")]
    [InlineData("{ version: 2, move: { code: memory, from: hardware, to: performance } }", "There is no code 'hardware', which the code 'memory' is moved from: it is not in the tree, and no change takes it away.")]
    [InlineData("{ version: 2, add: { code: memory, parent: hardware } }", "There is no code 'hardware' that the code 'memory' could stand under.")]
    [InlineData("{ version: 2, add: { code: memory } }", "The code 'memory' does not come at the top level: it stands under 'performance' afterwards; list every move.")]
    [InlineData("{ version: 2, merge: { codes: [old], into: heading } }", "The code 'heading' is a heading (codable: false): the posts of other codes cannot be given it.")]
    [InlineData("{ version: 2, merge: { codes: [licence], into: licence } }", "The code 'licence' cannot be merged into itself alone; list the codes that it takes in.")]
    [InlineData("{ version: 2, split: { code: old, into: [licence] } }", "'split' has 1 codes under 'into'; expected at least 2, each once.")]
    [InlineData("{ version: 2, merge: { code: old, into: licence } }", "'code' is not a key of 'merge'; there are: codes, into, note.")]
    [InlineData("{ version: 2, drop: { code: old } }", "'drop' is not a key of a change; there are: version, add, rename, merge, split, move, redefine, retire.")]
    [InlineData("{ version: 2 }", "The entry tells 0 changes; expected one of add, rename, merge, split, move, redefine, retire.")]
    [InlineData("{ version: two, retire: { code: old } }", "The version of the change is not a whole number.")]
    [InlineData("{ retire: { code: old } }", "The change has no 'version'.")]
    [InlineData("{ version: 2, retire: old }", "'retire' is not a group of keys; expected code, note.")]
    [InlineData("{ version: 2, retire: { note: gone } }", "'retire' has no 'code'.")]
    [InlineData("retire", "A change is not a group of keys; expected a version and what changed.")]
    public void Entry_that_cannot_be_is_named_with_its_line(string entry, string problem)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("taxonomy.yaml", $"{Codes}  - {entry}\n");

        var message = Assert.Throws<TaxonomyException>(() => TaxonomyFile.Read(path)).Message;

        Assert.StartsWith($"{path} is not a valid taxonomy:\n  {path}(14): {problem}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ version: 3, retire: { code: old } }", "{ version: 2, redefine: { code: licence } }", "(15): The change led to version 2 and stands after one that led to version 3; the oldest comes first.")]
    [InlineData("{ version: 2, retire: { code: old } }", "{ version: 3, retire: { code: old } }", "(14): The code 'old' is retired, and a later change has it again; ids are never reused.")]
    [InlineData("{ version: 2, retire: { code: memory } }", "{ version: 3, add: { code: memory, parent: performance } }", "(14): The code 'memory' is retired, and a later change has it again; ids are never reused.")]
    [InlineData("{ version: 2, redefine: { code: memory } }", "{ version: 3, add: { code: memory, parent: performance } }", "(14): The code 'memory' is only added later.")]
    [InlineData("{ version: 2, rename: { code: memory, from: A, to: B } }", "{ version: 3, rename: { code: memory, from: C, to: Memory } }", "(14): The code 'memory' is renamed to another name than it has afterwards; list every renaming, the last one to its name in the tree.")]
    [InlineData("{ version: 2, move: { code: memory, to: licence } }", "{ version: 3, move: { code: memory, to: performance } }", "(14): The code 'memory' does not come under 'licence': it stands at the top level afterwards; list every move.")]
    public void Entries_that_contradict_one_another_are_named(string first, string second, string problem)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("taxonomy.yaml", $"{Codes}  - {first}\n  - {second}\n");

        Assert.Equal($"{path} is not a valid taxonomy:\n  {path}{problem}", Assert.Throws<TaxonomyException>(() => TaxonomyFile.Read(path)).Message);
    }

    [Fact]
    public void Ledger_is_written_one_line_an_entry()
    {
        using var folder = new TemporaryFolder();
        var taxonomy = new Taxonomy("forum", 2, Assignment.Single, [new Code("a", "A", "") { GlobalId = "7d1f", Sets = ["s"] }, new Code("b", "B", "")])
        {
            Changes =
            [
                new TaxonomyChange(2, ChangeKind.Merge, ["x", "a"], ["a"], null, null, "too alike"),
                new TaxonomyChange(2, ChangeKind.Move, ["b"], [], "x", null, ""),
            ],
        };

        TaxonomyFile.Write(folder.File("taxonomy.yaml"), taxonomy);

        Assert.Equal("""
            name: "forum"
            version: 2
            assignment: single
            codes:
              - id: "a"
                name: "A"
                guid: "7d1f"
                sets:
                  - "s"
              - id: "b"
                name: "B"
            changes:
              - {version: 2, merge: {codes: ["x", "a"], into: "a", note: "too alike"}}
              - {version: 2, move: {code: "b", from: "x"}}

            """, File.ReadAllText(folder.File("taxonomy.yaml")));
    }

    [Fact]
    public void Ledger_that_cannot_be_read_is_not_written()
    {
        using var folder = new TemporaryFolder();
        var taxonomy = new Taxonomy("forum", 2, Assignment.Single, [new Code("a", "A", "")]) { Changes = [new TaxonomyChange(2, ChangeKind.Retire, ["a"], [], null, null, "")] };

        Assert.Throws<ArgumentException>(() => TaxonomyFile.Write(folder.File("taxonomy.yaml"), taxonomy));
    }
}
