using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Corpora.Dumps.StackExchange;

/// <summary>Streams <c>Posts.xml</c> of the Stack Exchange data dump; holds one row.</summary>
/// <remarks>
/// A question (<c>PostTypeId</c> 1) opens a thread; an answer (2) has that of its <c>ParentId</c>; the pages of tags and the others are threads of their own.
/// Tags are written <c>&lt;a&gt;&lt;b&gt;</c>, in newer dumps <c>|a|b|</c>. Bodies are HTML.
/// </remarks>
internal static class StackExchangePosts
{
    private const string Expected = "Expected Posts.xml of the Stack Exchange data dump: posts with rows that have Id and Body.";

    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CheckCharacters = false, // the dumps hold references to control characters
        IgnoreComments = true,
        IgnoreWhitespace = true,
        IgnoreProcessingInstructions = true,
    };

    /// <param name="text">In UTF-8; closed at the end.</param>
    /// <param name="prefix">Goes before the ids of posts and users; empty for none.</param>
    /// <exception cref="InputException">The text is no such XML, is cut, or a row is longer than 64 MiB.</exception>
    public static async IAsyncEnumerable<Post> ReadAsync(string place, Stream text, string prefix, CorpusOddities oddities, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var unread = 0L;
        await using var guarded = new WatchedStream(text, read =>
        {
            unread += read.Length;
            if (unread > TextFile.LongestRecord)
            {
                throw new LineTooLongException();
            }
        });
        using var characters = new StreamReader(guarded, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
        using var xml = XmlReader.Create(characters, Settings);
        while (await MoveAsync(xml, place))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml.Depth == 0 && xml.LocalName != "posts")
            {
                throw new InputException(place, null, $"The file holds {Shown.Name(xml.LocalName)}, not posts.", Expected);
            }

            if (xml is { Depth: 1, LocalName: "row" })
            {
                unread = 0;
                yield return Read(xml, place, prefix, oddities);
            }
        }
    }

    private static async ValueTask<bool> MoveAsync(XmlReader xml, string place)
    {
        try
        {
            return await xml.ReadAsync();
        }
        catch (XmlException e)
        {
            throw e.LineNumber > 0
                ? new InputException(place, e.LineNumber, FormattableString.Invariant($"The file is not valid XML here (position {e.LinePosition} of the line), or is cut."), Expected, e)
                : new InputException(place, null, "The file is not valid XML, or declares a document type, which is refused.", Expected, e);
        }
        catch (Exception e) when (TextFile.CanExplain(e))
        {
            throw TextFile.Explain(place, Line(xml), e);
        }
    }

    private static Post Read(XmlReader row, string place, string prefix, CorpusOddities oddities)
    {
        if (row.GetAttribute("Id") is not { Length: > 0 } id)
        {
            throw new InputException(place, Line(row), "The row has no Id.", Expected);
        }

        var isAnswer = row.GetAttribute("PostTypeId") == "2";
        var parent = isAnswer ? row.GetAttribute("ParentId") ?? "" : "";
        return new Post(
            prefix + id,
            prefix + (parent.Length > 0 ? parent : id),
            row.GetAttribute("OwnerUserId") is { } user ? prefix + user : row.GetAttribute("OwnerDisplayName") ?? "",
            Time(row.GetAttribute("CreationDate"), oddities),
            isAnswer ? "" : row.GetAttribute("Title") ?? "",
            row.GetAttribute("Body") ?? "",
            BodyFormat.Html)
        {
            Tags = row.GetAttribute("Tags") is { } tags ? tags.Split(['<', '>', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [],
            Url = row.GetAttribute("PostTypeId") switch { "1" => $"/questions/{id}", "2" => $"/a/{id}", _ => "" },
            ReplyTo = parent.Length > 0 ? prefix + parent : "",
        };
    }

    private static DateTimeOffset? Time(string? text, CorpusOddities oddities)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var time = PostTime.Parse(text);
        if (time is null)
        {
            oddities.CountUnreadableDate(text);
        }

        return time;
    }

    private static long? Line(XmlReader xml) => xml is IXmlLineInfo line && line.HasLineInfo() && line.LineNumber > 0 ? line.LineNumber : null;
}
