using ForumClassifier.Core.Posts;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>A source with a text, as a project has it: positions are not yet those of the text.</summary>
/// <param name="Post">What it becomes; its body is empty where the text is missing.</param>
/// <param name="Text">Null where it is missing.</param>
/// <param name="Codings">Of the whole source.</param>
/// <param name="Notes">Keys of the notes on the source.</param>
internal sealed record TextSource(
    Post Post, SourceText? Text, IReadOnlyList<TextSelection> Selections, IReadOnlyList<SourceCoding> Codings, IReadOnlyList<string> Notes);
