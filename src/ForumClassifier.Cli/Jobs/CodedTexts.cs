using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Cli.Jobs;

/// <summary>Labelled data as texts with codes; what is left out is said.</summary>
internal static class CodedTexts
{
    private const int MostShown = 10;

    /// <summary>Texts of all coded posts that have one.</summary>
    public static IReadOnlyList<CodedText> Of(LabelledData data, string path, TextTemplate template, Screen screen)
    {
        List<CodedText> texts = [];
        List<string> empty = [];
        foreach (var coded in data.Posts)
        {
            var text = PostText.Compose(coded.Post, template);
            if (text.Length == 0)
            {
                empty.Add(coded.Post.Id);
            }
            else
            {
                texts.Add(new CodedText(coded.Post.Id, coded.Post.ThreadId, text, coded.Codes, coded.Pending));
            }
        }

        Warn(screen, path, empty, "have no text and are left out");
        Warn(screen, path, data.WithoutMajority, "have coders who disagree without a majority and are left out");
        Warn(screen, path, data.AwaitingDecision, "wait for a decision on their code and are left out");
        if (data.UncodedCount > 0)
        {
            screen.Warn($"{path}: {data.UncodedCount} of {data.PostCount} posts are not coded and are left out.");
        }

        return texts;
    }

    /// <summary>Says which codes have too few examples to be measured.</summary>
    public static void WarnOfRareCodes(IReadOnlyList<CodedText> texts, Screen screen)
    {
        var rare = texts.SelectMany(text => text.Codes).CountBy(code => code).Where(count => count.Value <= Training.ModelEvaluation.TooRare)
            .OrderBy(count => count.Key, StringComparer.Ordinal).ToList();
        if (rare.Count > 0)
        {
            screen.Warn($"{rare.Count} {(rare.Count == 1 ? "code has" : "codes have")} one or two coded posts: trained on, but not measured ({Shown.Names([.. rare.Select(code => code.Key)], MostShown)}).");
        }
    }

    private static void Warn(Screen screen, string path, IReadOnlyList<string> ids, string what)
    {
        if (ids.Count > 0)
        {
            screen.Warn($"{path}: {ids.Count} posts {what}: {Shown.Names(ids, MostShown)}.");
        }
    }
}
