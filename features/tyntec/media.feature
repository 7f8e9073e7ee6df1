@tyntec
Feature: tyntec media
  A file is uploaded as raw bytes and used by its id until it expires or is deleted. What people send is kept for 30 days
  and can be downloaded, but it is no upload: it is not listed and cannot be deleted (tyntec 2.2).

  Background:
    Given a business on tyntec
    And Ana Lopes has WhatsApp on 491700000001

  @OP-39
  Scenario: An upload tells id, address, quota and usage
    When the business calls uploadMedia with:
      | filename | lamp.png        |
      | file     | media/photo.png |
    Then the answer is 200
    And the answer has:
      | mediaId | any uuid                                                |
      | url     | like ^https?://.*/media/[0-9a-f]{8}-[0-9a-f-]{27}$      |
      | quota   | number 1073741824                                       |
      | usage   | not number 0                                            |

  @tyntec-2.2
  Scenario: A download gives the uploaded bytes with their type and name
    When the business calls uploadMedia with:
      | filename | lamp.png        |
      | file     | media/photo.png |
    Then I keep mediaId as lamp
    When the business calls downloadMedia with:
      | mediaId | $lamp |
    Then the answer is 200
    And the answer equals "media/photo.png"
    And the answer has:
      | header Content-Type        | image/png                       |
      | header Content-Disposition | attachment; filename="lamp.png" |

  @tyntec-2.2 @bench
  Scenario: The list shows uploads, oldest first
    When the business calls uploadMedia with:
      | filename | lamp.png        |
      | file     | media/photo.png |
    And the business calls uploadMedia with:
      | validity | -1                 |
      | file     | media/document.pdf |
    And the business calls listUploadedMedia
    Then the answer is 200
    And the answer has:
      | #             | 2               |
      | 0.contentType | image/png       |
      | 0.fileName    | lamp.png        |
      | 0.fileSize    | not number 0    |
      | 0.validity    | 2026-01-02T00:00:00.000Z |
      | 1.contentType | application/pdf |
      | 1.fileName    | absent          |
      | 1.validity    | absent          |

  @tyntec-2.2
  Scenario: A deleted file is gone
    When the business calls uploadMedia with:
      | file | media/photo.png |
    Then I keep mediaId as lamp
    When the business calls deleteUploadedMedia with:
      | mediaId | $lamp |
    Then the answer is 204
    When the business calls downloadMedia with:
      | mediaId | $lamp |
    Then the answer is the error "media not found"

  @tyntec-2.2
  Scenario: A file is deleted once
    When the business calls uploadMedia with:
      | file | media/photo.png |
    Then I keep mediaId as lamp
    When the business calls deleteUploadedMedia with:
      | mediaId | $lamp |
    And the business repeats the call
    Then the answer is the error "media not found"

  @OP-39 @bench
  Scenario Outline: A file with validity <validity> is <outcome> after <elapsed>
    When the business calls uploadMedia with:
      | validity | <validity>      |
      | file     | media/photo.png |
    Then I keep mediaId as lamp
    When <elapsed> passes
    And the business calls downloadMedia with:
      | mediaId | $lamp |
    Then the answer is <status>

    Examples:
      | validity | elapsed | outcome | status |
      | 60       | 59m     | there   | 200    |
      | 60       | 61m     | gone    | 404    |
      | -1       | 365d    | there   | 200    |
      | 0        | 23h     | there   | 200    |
      | 0        | 25h     | gone    | 404    |

  @OP-39 @bench
  Scenario: A file for one use is gone when its message is dispatched
    When the business calls uploadMedia with:
      | validity | 0               |
      | file     | media/photo.png |
    Then I keep mediaId as lamp
    When the business calls sendMessage with:
      | to                  | 491700000001            |
      | from                | $whatsapp               |
      | channel             | whatsapp                |
      | content.contentType | image                   |
      | content.image       | {"mediaId":"$lamp"}     |
    And 100ms passes
    And the business calls downloadMedia with:
      | mediaId | $lamp |
    Then the answer is the error "media not found"

  @OP-19 @bench
  Scenario Outline: An uploaded file is sent by <member>
    Given Ana Lopes wrote 1h ago
    When the business calls uploadMedia with:
      | file | media/photo.png |
    Then I keep mediaId as lamp
    When the business sends Ana Lopes an image:
      | <member> | $lamp |
    And 1s passes
    Then Ana Lopes sees an image:
      | mediaType | image/png |

    Examples:
      | member  |
      | mediaId |
      | id      |

  @OP-20
  Scenario Outline: A picture from <sources> is refused
    When the business calls sendMessage with:
      | to                  | 491700000001 |
      | from                | $whatsapp    |
      | channel             | whatsapp     |
      | content.contentType | image        |
      | content.image       | <image>      |
    Then the answer is the error "invalid"
    And the answer has:
      | violations.#       | 1                              |
      | violations.0.field | validate.request.content.image |

    Examples:
      | sources      | image |
      | nowhere      | {"caption":"lamp"} |
      | two places   | {"url":"https://files.example.com/lamp.jpg","mediaId":"0d6f2c1e-90ab-4d7e-8f10-2b3c4d5e6f70"} |

  @tyntec-2.2
  Scenario: A file that nobody uploaded is not found
    When the business calls downloadMedia with:
      | mediaId | 0d6f2c1e-90ab-4d7e-8f10-2b3c4d5e6f70 |
    Then the answer is the error "media not found"

  @OP-7
  Scenario Outline: <operation> of an id that is no UUID is a broken rule
    When the business calls <operation> with:
      | mediaId | lamp |
    Then the answer is the error "invalid"
    And the answer has:
      | violations | [{"field":"mediaId","message":"must be a valid uuid"}] |

    Examples:
      | operation           |
      | downloadMedia       |
      | deleteUploadedMedia |

  @tyntec-2.2
  Scenario: An empty file is refused
    When the business calls uploadMedia with:
      | filename | empty.png |
    Then the answer is 400

  @OP-39
  Scenario: A validity below -1 is refused
    When the business calls uploadMedia with:
      | validity | -2              |
      | file     | media/photo.png |
    Then the answer is the error "invalid"
    And the answer has:
      | violations | [{"field":"validity","message":"must be greater than or equal to -1"}] |

  @tyntec-3.5 @bench
  Scenario: What a person sends can be downloaded
    Given a webhook for messages
    And the media desk from "media/photo.png"
    When Ana Lopes sends an image:
      | mediaId | $desk   |
      | caption | My desk |
    Then the webhook message arrives:
      | content.contentType   | media    |
      | content.media.type    | image    |
      | content.media.caption | My desk  |
      | content.media.mediaId | any uuid |
      | content.media.url     | like ^http.*/media/ |
    And I keep content.media.mediaId as received
    When the business calls downloadMedia with:
      | mediaId | $received |
    Then the answer equals "media/photo.png"

  @tyntec-2.2 @bench
  Scenario: What a person sends is no upload
    Given a webhook for messages
    And the media desk from "media/photo.png"
    When Ana Lopes sends an image:
      | mediaId | $desk |
    And the business calls listUploadedMedia
    Then the answer has:
      | # | 0 |

  @OP-58 @bench
  Scenario Outline: A <kind> of a person comes as media of type <type>
    Given a webhook for messages
    And the media own from "<file>"
    When Ana Lopes sends a <kind>:
      | mediaId | $own |
    Then the webhook message arrives:
      | content.contentType | media  |
      | content.media.type  | <type> |

    Examples:
      | kind     | type     | file               |
      | document | document | media/document.pdf |
      | voice    | voice    | media/voice.ogg    |
      | audio    | audio    | media/voice.ogg    |
      | video    | video    | media/video.mp4    |
      | sticker  | sticker  | media/sticker.webp |
