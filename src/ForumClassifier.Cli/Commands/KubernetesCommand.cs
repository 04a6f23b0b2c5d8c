using System.CommandLine;
using System.Text.RegularExpressions;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Inference.Clusters;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier kubernetes</c>: a planned run to jobs of Kubernetes.</summary>
internal sealed partial class KubernetesCommand : Command
{
    private readonly Option<string> _run = new("--run") { Description = "Folder of the run; in the volume it has the same name.", Required = true };
    private readonly Option<string> _image = new("--image") { Description = "Image of the program, built from the Containerfile, such as registry.example.org/forum-classifier:1.", Required = true };
    private readonly Option<string> _claim = new("--claim") { Description = "PersistentVolumeClaim that holds run, model and corpus; several pods write to it (ReadWriteMany).", DefaultValueFactory = _ => "forum-classifier" };
    private readonly Option<string> _mountPath = new("--mount-path") { Description = "Where the pods see the volume. The other paths are paths in it.", DefaultValueFactory = _ => "/data" };
    private readonly Option<string?> _output = new("--output") { Description = "File of the predictions. Default: beside the run, under its name." };
    private readonly Option<string?> _model = new("--model") { Description = "Where the pods find the model, such as models/my-model; needed where the plan names a place outside the volume." };
    private readonly Option<string[]?> _corpus = new("--corpus") { Description = "Where the pods find the corpus, such as dump.jsonl.gz; likewise.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<int?> _maxParallel = new("--max-parallel") { Description = "How many shards are labelled at once, such as 16. Default: all." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    public KubernetesCommand() : base("kubernetes", """
        Let a Kubernetes cluster finish a run: write an Indexed Job that labels its shards, and a Job that merges.

        Example:
          forum-classifier plan --model models/my-model --corpus dump.jsonl.gz --run my-run --shards 64 --threads 4
          forum-classifier kubernetes --run my-run --image registry.example.org/forum-classifier:1 --model models/my-model --corpus dump.jsonl.gz
          kubectl apply -f my-run/kubernetes/label.yaml
        """)
    {
        foreach (var option in (Option[])[_run, _image, _claim, _mountPath, _output, _model, _corpus, _maxParallel, _json])
        {
            Options.Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult args)
    {
        var request = new KubernetesRequest
        {
            Run = args.GetRequiredValue(_run),
            Image = args.GetRequiredValue(_image),
            Claim = args.GetRequiredValue(_claim),
            MountPath = args.GetRequiredValue(_mountPath),
            Output = args.GetValue(_output),
            Model = args.GetValue(_model),
            Corpus = args.GetValue(_corpus) ?? [],
            MaxParallel = args.GetValue(_maxParallel),
        };
        RequireValues(request);
        var screen = new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error);
        var files = KubernetesFiles.Write(request);
        if (args.GetValue(_json))
        {
            screen.Line(JsonText.Of(files));
            return ExitCode.Done;
        }

        foreach (var place in files.Hidden)
        {
            screen.Warn($"The plan names {place}, which is not in {request.MountPath}. Say with --model and --corpus where the pods find it.");
        }

        screen.Wrote(files.Label);
        screen.Wrote(files.Merge);
        screen.Line("Start it, and merge when it has ended:");
        screen.Line($"  kubectl apply -f {files.Label}");
        screen.Line($"  kubectl wait --for=condition=complete --timeout=-1s job/{files.LabelJob}");
        screen.Line($"  kubectl apply -f {files.Merge}");
        return ExitCode.Done;
    }

    private static void RequireValues(KubernetesRequest request)
    {
        List<string> problems = [];
        if (!Claim().IsMatch(request.Claim))
        {
            problems.Add($"--claim {request.Claim}: Expected the name of a PersistentVolumeClaim: small letters, digits, - and dots.");
        }

        if (!request.MountPath.StartsWith('/') || request.MountPath.Contains(':', StringComparison.Ordinal) || request.MountPath.TrimEnd('/').Length == 0)
        {
            problems.Add($"--mount-path {request.MountPath}: Expected an absolute path without a colon, such as /data.");
        }

        if (request.MaxParallel < 1)
        {
            problems.Add(FormattableString.Invariant($"--max-parallel {request.MaxParallel}: Out of range. Expected at least 1."));
        }

        if (problems.Count > 0)
        {
            throw new UsageException(string.Join('\n', problems));
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$")]
    private static partial Regex Claim();
}
