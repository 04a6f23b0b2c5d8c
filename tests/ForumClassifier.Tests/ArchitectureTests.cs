using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests;

/// <summary>Who may know whom.</summary>
public partial class ArchitectureTests
{
    private const string Ours = "ForumClassifier.";

    /// <summary>Of our assemblies and of the frameworks that must stop somewhere, what each project may use; packages of its own trade are not listed.</summary>
    public static TheoryData<string, string[]> Allowed { get; } = new()
    {
        { "Core", [] },
        { "Corpora", ["ForumClassifier.Core"] },
        { "Analysis", ["ForumClassifier.Core"] },
        { "Inference", ["ForumClassifier.Core", "ForumClassifier.Corpora"] },
        { "Modeling", ["ForumClassifier.Core", "TorchSharp", "Microsoft.ML.Tokenizers", "Microsoft.ML.OnnxRuntime", "Microsoft.ML.OnnxRuntime.Managed"] },
        { "Training", ["ForumClassifier.Core", "ForumClassifier.Modeling", "ForumClassifier.Analysis", "TorchSharp", "Microsoft.ML", "Microsoft.ML.OnnxRuntime.Managed"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_project_knows_only_those_the_plan_lets_it_know(string project, string[] allowed)
    {
        var known = Assembly.Load(Ours + project).GetReferencedAssemblies().Select(name => name.Name!) // an assembly has a name
            .Where(name => name.StartsWith(Ours, StringComparison.Ordinal) || name.StartsWith("TorchSharp", StringComparison.Ordinal) || name.StartsWith("Microsoft.ML", StringComparison.Ordinal));

        Assert.DoesNotContain(known, name => !allowed.Contains(name) && !(allowed.Contains("Microsoft.ML") && IsMlNet(name)));
    }

    [Fact]
    public void Core_knows_the_framework_alone()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!; // the framework lies in files

        Assert.All(Assembly.Load(Ours + "Core").GetReferencedAssemblies(), name => Assert.True(File.Exists(Path.Combine(runtime, $"{name.Name}.dll")), name.Name));
    }

    [Fact]
    public void Only_the_command_line_knows_everyone()
    {
        var projects = Projects().Select(path => Path.GetFileNameWithoutExtension(path)).ToList();
        var known = References(Projects().Single(path => Path.GetFileNameWithoutExtension(path) == Ours + "Cli"));

        Assert.Equal(projects.Where(name => name != Ours + "Cli"), known.Where(name => name.StartsWith(Ours, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(Projects().Where(path => !path.EndsWith("Cli.csproj", StringComparison.Ordinal)), path => Assert.DoesNotContain(Ours + "Cli", References(path)));
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Project_files_let_in_what_the_plan_does(string project, string[] allowed) =>
        Assert.Subset(allowed.ToHashSet(), References(Projects().Single(path => Path.GetFileNameWithoutExtension(path) == Ours + project)).ToHashSet());

    [Fact]
    public void Libraries_bring_no_native_engine()
    {
        foreach (var path in Projects().Where(path => !path.EndsWith("Cli.csproj", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(path);
            Assert.DoesNotContain("TorchSharp-", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("libtorch", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("NativeTorch.props", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("NativeOnnx.props", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("\"Microsoft.ML.OnnxRuntime\"", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Types_of_torch_show_in_Modeling_and_Training_alone()
    {
        foreach (var project in new[] { "Core", "Corpora", "Analysis", "Inference" })
        {
            var types = Assembly.Load(Ours + project).GetTypes()
                .SelectMany(type => type.GetFields(Everything).Select(field => field.FieldType).Concat(type.GetProperties(Everything).Select(property => property.PropertyType)).Append(type.BaseType))
                .Where(type => type is not null && type.Assembly.GetName().Name is "TorchSharp" or "Microsoft.ML.Core" or "Microsoft.ML.Data");

            Assert.Empty(types);
        }
    }

    [Fact]
    public void The_device_is_always_a_parameter()
    {
        var wrong = Lines("Modeling", "Training").Where(line => !line.File.Contains("/Devices/", StringComparison.Ordinal) && FixedDevice().IsMatch(line.Code));

        Assert.Empty(wrong.Select(line => $"{line.File}: {line.Code.Trim()}"));
    }

    /// <summary>A tensor made without a device lies on the CPU, beside a model that may be elsewhere.</summary>
    [Fact]
    public void Tensors_are_made_on_a_device_that_is_said()
    {
        // where the CPU is right, and why
        Dictionary<string, string> reasons = new()
        {
            ["src/ForumClassifier.Modeling/Encoders/Fused/FusedEncoder.cs"] = "for CPUs alone",
            ["src/ForumClassifier.Modeling/Encoders/Fused/PackedStates.cs"] = "for CPUs alone",
            ["src/ForumClassifier.Modeling/Encoders/Fused/QuantizedLinear.cs"] = "for CPUs alone",
            ["src/ForumClassifier.Modeling/Encoders/MixedLinear.cs"] = "parameters; the module is moved afterwards",
            ["src/ForumClassifier.Modeling/Weights/SafetensorsFile.cs"] = "copies of a file, as their documentation says",
        };
        var wrong = Lines("Modeling", "Training").Where(line => Factory().IsMatch(line.Code) && !line.Code.Contains("device: ", StringComparison.Ordinal)).ToList();

        Assert.Empty(wrong.Where(line => !reasons.ContainsKey(line.File)).Select(line => $"{line.File}: {line.Code.Trim()}"));
        Assert.Subset(wrong.Select(line => line.File).ToHashSet(), reasons.Keys.ToHashSet()); // no reason without a use
    }

    [Fact]
    public void Only_the_command_line_prints() =>
        Assert.Empty(Lines("Core", "Corpora", "Analysis", "Modeling", "Training", "Inference").Where(line => Prints().IsMatch(line.Code)).Select(line => $"{line.File}: {line.Code.Trim()}"));

    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static bool IsMlNet(string name) => name.StartsWith("Microsoft.ML.", StringComparison.Ordinal) && name != "Microsoft.ML.Tokenizers";

    private static string[] Projects() => [.. Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    // Projects and packages, those that come by another project included: they can be used as well.
    private static IEnumerable<string> References(string project)
    {
        var file = XDocument.Load(project);
        var packages = file.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value).Where(name => name is "TorchSharp" || name.StartsWith("Microsoft.ML", StringComparison.Ordinal));
        var direct = file.Descendants("ProjectReference").Select(reference => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, reference.Attribute("Include")!.Value))).ToList();
        return packages.Concat(direct.Select(path => Path.GetFileNameWithoutExtension(path))).Concat(direct.SelectMany(References)).Distinct().Where(name => !name.StartsWith("Microsoft.ML.Tok", StringComparison.Ordinal));
    }

    private static IEnumerable<(string File, string Code)> Lines(params string[] projects) =>
        from project in projects
        from path in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src", Ours + project), "*.cs", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/')
        where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
        from line in File.ReadLines(path)
        let code = Comment().Replace(line, "")
        select (file, code);

    [GeneratedRegex(@"//.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\.cuda\(|\.cpu\(|\bCUDA\b|""cuda|torch\.device\(|\bnew Device\(")]
    private static partial Regex FixedDevice();

    [GeneratedRegex(@"(?<![\w.>)])(torch\.)?(zeros|ones|full|empty|arange|linspace|eye|tensor|as_tensor|from_array|rand|randn|randint|randperm)\(")]
    private static partial Regex Factory();

    [GeneratedRegex(@"\bConsole\.|\b(Debug|Trace)\.Write")]
    private static partial Regex Prints();
}
