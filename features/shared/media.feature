@bench
Feature: Media
  Pictures and files go both ways: what a business sends a person sees with its caption, what a person sends the business
  is told of (network 3.7, 3.8).

  @network-3.7
  Scenario Outline: A person sees a picture with its caption
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And Ana Lopes wrote 1h ago
    When the business sends Ana Lopes an image:
      | url     | https://files.example.com/lamp.jpg |
      | caption | The blue one                       |
    And 1s passes
    Then Ana Lopes sees an image:
      | text | The blue one |

    @tyntec
    Examples:
      | provider |
      | tyntec   |

    @wabbit
    Examples:
      | provider |
      | wabbit   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

    @twoway
    Examples:
      | provider |
      | twoway   |

  @network-3.7
  Scenario Outline: A person sees a document with its name
    Given a business on <provider>
    And Ana Lopes has WhatsApp on 491700000001
    And Ana Lopes wrote 1h ago
    When the business sends Ana Lopes a document:
      | url      | https://files.example.com/t.pdf |
      | filename | ticket.pdf                      |
    And 1s passes
    Then Ana Lopes sees a document:
      | filename | ticket.pdf |

    @tyntec
    Examples:
      | provider |
      | tyntec   |

    @wabbit
    Examples:
      | provider |
      | wabbit   |

    @onemsg
    Examples:
      | provider |
      | onemsg   |

    @twoway
    Examples:
      | provider |
      | twoway   |

  @network-3.8
  Scenario Outline: The business learns of <what> that a person sends
    Given a business on <provider>
    And a webhook for messages
    And Ana Lopes has WhatsApp on 491700000001
    And the media own from "<file>"
    When Ana Lopes sends a <kind>:
      | mediaId | $own |
    Then the webhook message arrives
    And no webhook arrives

    @tyntec
    Examples:
      | provider | what         | kind     | file                |
      | tyntec   | a picture    | image    | media/photo.png     |
      | tyntec   | a document   | document | media/document.pdf  |
      | tyntec   | a voice note | voice    | media/voice.ogg     |
      | tyntec   | a video      | video    | media/video.mp4     |
      | tyntec   | a sticker    | sticker  | media/sticker.webp  |

    @wabbit
    Examples:
      | provider | what         | kind     | file                |
      | wabbit   | a picture    | image    | media/photo.png     |
      | wabbit   | a document   | document | media/document.pdf  |
      | wabbit   | a voice note | voice    | media/voice.ogg     |
      | wabbit   | a video      | video    | media/video.mp4     |
      | wabbit   | a sticker    | sticker  | media/sticker.webp  |

    @onemsg
    Examples:
      | provider | what         | kind     | file                |
      | onemsg   | a picture    | image    | media/photo.png     |
      | onemsg   | a document   | document | media/document.pdf  |
      | onemsg   | a voice note | voice    | media/voice.ogg     |
      | onemsg   | a video      | video    | media/video.mp4     |
      | onemsg   | a sticker    | sticker  | media/sticker.webp  |

    @twoway
    Examples:
      | provider | what         | kind     | file                |
      | twoway   | a picture    | image    | media/photo.png     |
      | twoway   | a document   | document | media/document.pdf  |
      | twoway   | a voice note | voice    | media/voice.ogg     |
      | twoway   | a video      | video    | media/video.mp4     |
      | twoway   | a sticker    | sticker  | media/sticker.webp  |
