using System.IO.Compression;
using System.Text;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora.Codings;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Projects of REFI-QDA (<c>.qdpx</c>, <c>.qde</c>, QDA-XML project 1.0) in and out.</summary>
public static class RefiProject
{
    private static readonly DateTimeOffset TimeOfEntries = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // the earliest of a zip; the same input gives the same file

    /// <summary>True for a path with the ending of a project.</summary>
    public static bool IsProject(string path) => Path.GetExtension(path).ToLowerInvariant() is ".qdpx" or ".qde";

    /// <summary>Reads a project.</summary>
    /// <remarks>Its sources with a text become posts, its users coders; a coding right under a source is one of the whole post. The taxonomy may be without a code, as a project may.</remarks>
    /// <param name="taxonomy">Whose codes the project's are, found by guid, else by the names from the top down; null takes the project's own codebook.</param>
    /// <exception cref="InputException">The file cannot be read, is no project, is made to do harm, or has codings of codes that the taxonomy has not.</exception>
    public static RefiImport Read(string path, RefiUnit unit = RefiUnit.Source, Taxonomy? taxonomy = null)
    {
        using var package = RefiPackage.Open(path);
        return new ProjectReader(path, package, taxonomy).Read(unit);
    }

    /// <summary>Writes a project that is valid against the schema and that <see cref="Read"/> reads back the same, but for the ledger of the taxonomy; what has no guid gets a stable one.</summary>
    /// <param name="path">Ending in <c>.qdpx</c> for a zip with the texts as files, in <c>.qde</c> for XML alone.</param>
    /// <param name="project">A code that a coder gave a passage counts as given to its post by that coder, said or not.</param>
    /// <exception cref="InputException">The path has another ending.</exception>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void Write(string path, CodingProject project)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(project);
        if (path.EndsWith(".qde", StringComparison.OrdinalIgnoreCase))
        {
            WholeFile.Write(path, stream => WriteXml(stream, project, inline: true));
        }
        else if (path.EndsWith(".qdpx", StringComparison.OrdinalIgnoreCase))
        {
            WholeFile.Write(path, stream => WriteZip(stream, project));
        }
        else
        {
            throw new InputException(path, null, "The ending does not name a format of REFI-QDA projects.", "Let the name end in .qdpx or .qde.");
        }
    }

    private static void WriteZip(Stream stream, CodingProject project)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        ProjectWriter writer;
        using (var entry = Create(zip, "project.qde"))
        {
            writer = WriteXml(entry, project, inline: false);
        }

        foreach (var post in project.Posts)
        {
            using var entry = Create(zip, $"sources/{writer.FileOf(post)}");
            // a body that begins with the mark gets one before it, which readers take away
            var text = post.Body.StartsWith('\uFEFF') ? '\uFEFF' + post.Body : post.Body;
            entry.Write(new UTF8Encoding(false).GetBytes(text));
        }
    }

    private static ProjectWriter WriteXml(Stream stream, CodingProject project, bool inline)
    {
        using var xml = RefiCodebook.CreateWriter(stream);
        var writer = new ProjectWriter(project, xml, inline);
        writer.Write();
        return writer;
    }

    private static Stream Create(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = TimeOfEntries;
        return entry.Open();
    }
}
