namespace PodKube.Client.Tests.Yaml;

/// <summary>
/// YAML in the shapes that people and tools write for Kubernetes, with what kubectl reads in it. Each is the body of one document whose root is a mapping.
/// </summary>
internal static class YamlCorpus
{
    public static IReadOnlyDictionary<string, (string Yaml, string Json)> Cases { get; } =
        new Dictionary<string, (string, string)>
        {
            ["sequences not indented under their key"] = ("list:\n- a\n- b\nnext: 1\n", """{"list":["a","b"],"next":1}"""),
            ["sequences indented under their key"] = ("list:\n    - a\n    - b\nnext: 1\n", """{"list":["a","b"],"next":1}"""),
            ["mappings in sequences"] = (
                "ports:\n- name: http\n  port: 80\n-   name: https\n    port: 443\n-\n  name: dns\n",
                """{"ports":[{"name":"http","port":80},{"name":"https","port":443},{"name":"dns"}]}"""
            ),
            ["sequences of sequences"] = ("m:\n- - 1\n  - 2\n-\n  - 3\n- []\n", """{"m":[[1,2],[3],[]]}"""),
            ["mixed indentation widths"] = ("a:\n   b:\n      c: 1\n   d:\n    e: 2\n", """{"a":{"b":{"c":1},"d":{"e":2}}}"""),
            ["flow collections over lines"] = (
                "a: {\n  b: 1, c: [x,\n    z], # comment\n  d: {}\n}\n",
                """{"a":{"b":1,"c":["x","z"],"d":{}}}"""
            ),
            ["JSON inside YAML"] = (
                "a: {\"b\":[1,true,null,\"x\\n\"],\"c\":{\"d\":-1.5}}\n",
                """{"a":{"b":[1,true,null,"x\n"],"c":{"d":-1.5}}}"""
            ),
            ["flow pairs in a sequence"] = ("a: [b: 1, c]\n", """{"a":[{"b":1},"c"]}"""),
            ["flow keys without values"] = ("a: {b, c: , d: 1}\n", """{"a":{"b":null,"c":null,"d":1}}"""),
            ["comments everywhere"] = (
                "# head\na: 1 # tail\n# between\n\nb: # under\n  # deeper\n  - c # item\n# end\n",
                """{"a":1,"b":["c"]}"""
            ),
            ["a hash that is no comment"] = ("a: b#c\nurl: http://x/#y\n", """{"a":"b#c","url":"http://x/#y"}"""),
            ["colons in plain text"] = (
                "image: registry:5000/a:1.2\ntime: 12:30\narn: a::b:c\n",
                """{"image":"registry:5000/a:1.2","time":"12:30","arn":"a::b:c"}"""
            ),
            ["plain text over lines"] = ("a: one\n  two\n\n  three\nb: 1\n", """{"a":"one two\nthree","b":1}"""),
            ["quoted text over lines"] = (
                "a: \"one\n  two\n\n  three \\\n  four\"\nb: 'five\n\n  six'\n",
                """{"a":"one two\nthree four","b":"five\nsix"}"""
            ),
            ["escapes"] = ("a: \"\\t\\\"\\\\\\x41\\u00e9\\U0001F600\\n\"\nb: 'it''s \\n'\n", """{"a":"\t\"\\Aé😀\n","b":"it's \\n"}"""),
            ["quoted keys"] = ("\"a b\": 1\n'c: d': 2\n\"\": 3\n", """{"a b":1,"c: d":2,"":3}"""),
            ["keys with dots and slashes"] = (
                "app.kubernetes.io/name: x\nf:metadata:\n  k:{\"a\":1}: {}\n",
                """{"app.kubernetes.io/name":"x","f:metadata":{"k:{\"a\":1}":{}}}"""
            ),
            ["explicit keys"] = ("? a\n: 1\n? b\n? |\n  c\n: - 2\n", """{"a":1,"b":null,"c\n":[2]}"""),
            ["values on the next line"] = ("a:\n  text\nb:\n  \"quoted\"\nc:\n  - 1\n", """{"a":"text","b":"quoted","c":[1]}"""),
            ["nothing as a value"] = (
                "a:\nb: ~\nc: null\nd: \"\"\ne: []\nf: {}\n",
                """{"a":null,"b":null,"c":null,"d":"","e":[],"f":{}}"""
            ),
            ["a script in a literal block"] = (
                "run: |\n  #!/bin/sh\n  set -e\n  if true; then\n    echo \"a: b\" # c\n  fi\nnext: 1\n",
                """{"run":"#!/bin/sh\nset -e\nif true; then\n  echo \"a: b\" # c\nfi\n","next":1}"""
            ),
            ["a literal block without its last line feed"] = ("a: |-\n  x\n  z\n\nb: 1\n", """{"a":"x\nz","b":1}"""),
            ["a literal block with all its line feeds"] = ("a: |+\n  x\n\n\nb: 1\n", """{"a":"x\n\n\n","b":1}"""),
            ["a literal block that begins with spaces"] = ("a: |2\n    x\n  z\nb: 1\n", """{"a":"  x\nz\n","b":1}"""),
            ["a literal block with tabs"] = ("a: |\n  all:\n  \tgo build\n", """{"a":"all:\n\tgo build\n"}"""),
            ["a literal block in a sequence"] = ("a:\n- |\n  x\n- |-\n  z\n- b: |\n    w\n", """{"a":["x\n","z",{"b":"w\n"}]}"""),
            ["a literal block that a template opened with spaces"] = ("a: |\n  \n  x\n   \n  z\n", """{"a":"\nx\n \nz\n"}"""),
            ["a literal block with blank lines"] = ("a: |\n\n  x\n\n  z\n\nb: 1\n", """{"a":"\nx\n\nz\n","b":1}"""),
            ["an empty literal block"] = ("a: |\nb: |-\n\nc: >\n", """{"a":"","b":"","c":""}"""),
            ["a folded block"] = (
                "a: >\n  one\n  two\n\n  three\n    four\n  five\nb: >-\n  six\n  seven\n",
                """{"a":"one two\nthree\n  four\nfive\n","b":"six seven"}"""
            ),
            ["YAML inside YAML"] = (
                "config.yaml: |\n  a:\n  - b: 'c'\n  ---\n  d: \"e\"\n",
                """{"config.yaml":"a:\n- b: 'c'\n---\nd: \"e\"\n"}"""
            ),
            ["JSON as text"] = ("a: '{\"b\": [1]}'\nc: |\n  {\"d\": 1}\n", """{"a":"{\"b\": [1]}","c":"{\"d\": 1}\n"}"""),
            ["numbers of every base"] = (
                "a: 0x1F\nb: 0o17\nc: 017\nd: 0b11\ne: 1_000\nf: 1e3\ng: .5\nh: +1\n",
                """{"a":31,"b":15,"c":15,"d":3,"e":1000,"f":1000,"g":0.5,"h":1}"""
            ),
            ["text that looks like numbers"] = (
                "a: 1.2.3\nb: 0.0.0.0\nc: 10m\nd: 1Gi\ne: 0o8\nf: 1e\ng: v1\nh: 1-2\n",
                """{"a":"1.2.3","b":"0.0.0.0","c":"10m","d":"1Gi","e":"0o8","f":"1e","g":"v1","h":"1-2"}"""
            ),
            ["the booleans of YAML 1.1"] = (
                "a: yes\nb: No\nc: on\nd: OFF\ne: y\nf: 'yes'\ng: yEs\n",
                """{"a":true,"b":false,"c":true,"d":false,"e":true,"f":"yes","g":"yEs"}"""
            ),
            ["dates and times"] = (
                "a: 2026-07-15\nb: 2026-07-15T10:00:00Z\nc: 2026-07-15 10:00:00\n",
                """{"a":"2026-07-15","b":"2026-07-15T10:00:00Z","c":"2026-07-15 10:00:00"}"""
            ),
            ["tags"] = ("a: !!str 1\nb: !!int \"2\"\nc: !custom {d: 1}\ne: !!binary aGk=\n", """{"a":"1","b":2,"c":{"d":1},"e":"hi"}"""),
            ["anchors on every kind of node"] = (
                "a: &a [1]\nb: &b {c: 2}\nd: &d text\ne: [*a, *b, *d]\nf: &f\n  g: *d\nh: *f\n",
                """{"a":[1],"b":{"c":2},"d":"text","e":[[1],{"c":2},"text"],"f":{"g":"text"},"h":{"g":"text"}}"""
            ),
            ["merge keys"] = (
                "a: &a {x: 1, z: 2}\nb: &b {z: 3}\nc:\n  <<: *a\n  w: 4\nd:\n  <<: [*b, *a]\n",
                """{"a":{"x":1,"z":2},"b":{"z":3},"c":{"x":1,"z":2,"w":4},"d":{"x":1,"z":3}}"""
            ),
            ["command lines"] = (
                "args: [--a=b, \"--c=d e\", -x, '--f={\"g\":1}']\ncommand:\n- sh\n- -c\n- echo $(A) && exit 0\n",
                """{"args":["--a=b","--c=d e","-x","--f={\"g\":1}"],"command":["sh","-c","echo $(A) && exit 0"]}"""
            ),
            ["expressions of other tools"] = (
                "a: $(VAR)\nb: ${VAR}\nc: '{{ .Values.x }}'\nd: <none>\ne: a|b\nf: 50%\ng: -1\nh: a=b\n",
                """{"a":"$(VAR)","b":"${VAR}","c":"{{ .Values.x }}","d":"<none>","e":"a|b","f":"50%","g":-1,"h":"a=b"}"""
            ),
            ["text of other scripts"] = (
                "a: grüße\nb: 日本語\nключ: значение\nc: 😀\n",
                """{"a":"grüße","b":"日本語","ключ":"значение","c":"😀"}"""
            ),
            ["Windows line ends"] = ("a: 1\r\nb:\r\n- c\r\n- |\r\n  d\r\n  e\r\n", """{"a":1,"b":["c","d\ne\n"]}"""),
            ["spaces around colons"] = ("a   :    1\n\"b\" : 2\nc:\t3\n", """{"a":1,"b":2,"c":3}"""),
            ["trailing spaces"] = ("a: 1   \nb:   \n- c   \n", """{"a":1,"b":["c"]}"""),
        };
}
