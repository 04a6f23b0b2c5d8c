using System.IO.Compression;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.RefiQda;

/// <summary>Small projects written by hand: one code, two coders.</summary>
internal static class RefiFiles
{
    public static string Project(string sources, string rest = "", string origin = "a tool") => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <Project xmlns="urn:QDA-XML:project:1.0" name="small" origin="{origin}">
        <Users><User guid="aaaaaaaa-0000-4000-8000-000000000001" name="anna"/><User guid="aaaaaaaa-0000-4000-8000-000000000002" name="ben"/></Users>
        <CodeBook><Codes><Code guid="11111111-1111-4111-8111-111111111111" name="Memory" isCodable="true"/></Codes></CodeBook>
        <Sources>{sources}</Sources>{rest}
        </Project>
        """;

    public static string Zip(TemporaryFolder folder, string name, params (string Entry, string Content)[] entries)
    {
        var path = folder.File(name);
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (entry, content) in entries)
        {
            using var writer = new StreamWriter(zip.CreateEntry(entry).Open());
            writer.Write(content);
        }

        return path;
    }
}
