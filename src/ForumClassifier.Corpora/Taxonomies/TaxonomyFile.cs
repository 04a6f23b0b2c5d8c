using System.Text;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Codings.Changes;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora.Tables;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace ForumClassifier.Corpora.Taxonomies;

/// <summary>Reads and writes <c>taxonomy.yaml</c>: name, version, assignment (single or multiple), the tree of codes, and the ledger of changes.</summary>
public static class TaxonomyFile
{
    private const int DeepestNesting = 64;
    private const int LongestFile = 16 * 1024 * 1024; // characters

    /// <summary>Reads strictly: unknown keys are errors, and so is a ledger that contradicts the tree.</summary>
    /// <exception cref="InputException">The file is missing or cannot be read.</exception>
    /// <exception cref="TaxonomyException">It is not YAML, or not a taxonomy.</exception>
    public static Taxonomy Read(string path)
    {
        var text = ReadText(path);
        try
        {
            RefuseDepthAndAliases(path, text);
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents.Count > 1
                ? throw new TaxonomyException(path, [FormattableString.Invariant($"{path}({yaml.Documents[1].RootNode.Start.Line}): Another document begins here or just before ('---'); a file holds one taxonomy.")])
                : new TaxonomyParser(path).Parse(yaml.Documents.Select(document => document.RootNode).FirstOrDefault());
        }
        catch (YamlException e)
        {
            throw new TaxonomyException(path, [FormattableString.Invariant($"{path}({LineOf(e, text)}): The YAML is not valid ({e.Message.TrimEnd('.')}).")], e);
        }
    }

    /// <summary>Writes a taxonomy that <see cref="Read"/> reads back the same.</summary>
    /// <exception cref="ArgumentException">An id, a colour, the version or the ledger is one that <see cref="Read"/> refuses.</exception>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void Write(string path, Taxonomy taxonomy)
    {
        ArgumentNullException.ThrowIfNull(taxonomy);
        if (taxonomy.Version < 1 || taxonomy.All().FirstOrDefault(code => !TaxonomyParser.IsId(code.Id)) is not null)
        {
            throw new ArgumentException("The version is at least 1, and ids have lower-case letters, digits, '-', '_' and '.' only.", nameof(taxonomy));
        }

        if (taxonomy.All().FirstOrDefault(code => code.Color is not null && !CodeColor.IsColor(code.Color)) is { } code)
        {
            throw new ArgumentException($"The code {code.Id} has a colour that is none.", nameof(taxonomy));
        }

        if (Ledger.Check(taxonomy) is [var problem, ..])
        {
            throw new ArgumentException(FormattableString.Invariant($"Entry {problem.Entry} of the ledger: {problem.Problem}"), nameof(taxonomy));
        }

        WholeFile.WriteText(path, TaxonomyYaml.Format(taxonomy));
    }

    private static string ReadText(string path)
    {
        try
        {
            using var reader = new StreamReader(TextFile.Open(path), new UTF8Encoding(false, throwOnInvalidBytes: true));
            var text = new StringBuilder();
            var buffer = new char[4096];
            int read;
            while ((read = reader.Read(buffer)) > 0)
            {
                text.Append(buffer, 0, read);
                if (text.Length > LongestFile)
                {
                    throw new InputException(path, null, "The file is longer than a taxonomy can be (16 MiB).", "Check that it is one.");
                }
            }

            return text.ToString();
        }
        catch (DecoderFallbackException e)
        {
            throw new InputException(path, null, "The file is not valid UTF-8.", "Save it as UTF-8.", e);
        }
        catch (Exception e) when (TextFile.CanExplain(e))
        {
            throw TextFile.Explain(path, null, e);
        }
    }

    /// <summary>The tree is built by recursion: what is too deep, or refers to itself, must not reach it.</summary>
    private static void RefuseDepthAndAliases(string path, string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (MoveNext(parser, path))
        {
            depth += parser.Current!.NestingIncrease; // there is one after MoveNext
            var problem = parser.Current is AnchorAlias ? "Aliases (*name) are not read; write the text out."
                : depth > DeepestNesting ? "The nesting is too deep for a taxonomy."
                : null;
            if (problem is not null)
            {
                throw new TaxonomyException(path, [FormattableString.Invariant($"{path}({parser.Current.Start.Line}): {problem}")]);
            }
        }
    }

    /// <summary>Of a tab in an indentation the library names the line where the mapping around it begins.</summary>
    private static long LineOf(YamlException problem, string text)
    {
        var tab = problem.Message.Contains("tab", StringComparison.Ordinal)
            ? text.Split('\n').Index().FirstOrDefault(line => line.Item[..^line.Item.TrimStart().Length].Contains('\t', StringComparison.Ordinal), (Index: -1, Item: "")).Index
            : -1;
        return tab < 0 ? problem.Start.Line : tab + 1;
    }

    /// <remarks>The library's scanner fails, and does not say why, where a brace or a bracket is not closed.</remarks>
    private static bool MoveNext(Parser parser, string path)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (InvalidOperationException e)
        {
            throw new TaxonomyException(path, [FormattableString.Invariant($"{path}({parser.Current?.End.Line ?? 1}): The YAML is not valid here or soon after. Look for a brace, a bracket or a quote that is not closed.")], e);
        }
    }
}
