using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Codings.Wide;

/// <summary>Which columns of a wide table hold posts and codings. Where none is named for codings, those are looked for that <see cref="WideWriter"/> writes.</summary>
/// <remarks>
/// | named                    | a coding is                                                       |
/// | ------------------------ | ----------------------------------------------------------------- |
/// | Posts.LabelColumn        | the labels of that cell                                           |
/// | CodeColumns              | the columns with a yes (1, x, yes, true); an empty row is uncoded |
/// | CoderLabelColumns        | the labels of a cell whose column has the coder's name            |
/// | none                     | <c>codes: NAME</c>, with <c>note: NAME</c> and so on beside it    |
/// </remarks>
public sealed record WideColumns
{
    public PostColumns Posts { get; init; } = new();

    /// <summary>Columns that are codes.</summary>
    public IReadOnlyList<string> CodeColumns { get; init; } = [];

    /// <summary>Columns that hold the labels of the coder they are named after.</summary>
    public IReadOnlyList<string> CoderLabelColumns { get; init; } = [];

    /// <summary>The column that says who coded the row, so that a post can have several rows; null where one coder coded all.</summary>
    public string? CoderColumn { get; init; }

    /// <summary>The column of the coder's remarks; null for none.</summary>
    public string? NoteColumn { get; init; }

    /// <summary>Who coded, where no column says it.</summary>
    public string Coder { get; init; } = "coder";
}
