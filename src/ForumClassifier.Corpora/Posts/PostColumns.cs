using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Dumps;

namespace ForumClassifier.Corpora.Posts;

/// <summary>Which columns (of JSON Lines: fields) of a file hold what. Beside those named here, <c>author</c>, <c>category</c>, <c>tags</c>, <c>url</c> and <c>reply_to</c> are read where they are. A column that is named must exist; one that is left null is looked for.</summary>
public sealed record PostColumns
{
    /// <summary>Null: each file is recognised by what it holds. Else all files are of this format.</summary>
    public DumpFormat? Format { get; init; }

    /// <summary>Table of a SQLite file, or sheet of an Excel file; null where it has only one.</summary>
    public string? Table { get; init; }

    /// <summary>Null: <c>id</c> where there is one, else the number of the post in the corpus, from 1.</summary>
    public string? IdColumn { get; init; }

    /// <summary>The first of several is the title and the last the body, others are joined to the body; one is the body. None named: <c>title</c> where there is one, and <c>body</c> or <c>text</c>.</summary>
    public IReadOnlyList<string> TextColumns { get; init; } = [];

    /// <summary>Null: <c>created_at</c> where there is one.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>Null: <c>thread_id</c> where there is one; else each post is its own thread.</summary>
    public string? ThreadColumn { get; init; }

    /// <summary>The codes of a post, for labelled data in a single file.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>What stands between several codes in the label column; null where it holds one.</summary>
    public string? LabelSeparator { get; init; }

    /// <summary>True where an empty label means "none of them", false where it means that the post is not coded.</summary>
    public bool EmptyLabelIsNone { get; init; }

    /// <summary>Null: the column <c>body_format</c> (text, markdown, html or bbcode) where there is one, else <see cref="BodyFormat.Text"/>.</summary>
    public BodyFormat? BodyFormat { get; init; }
}
